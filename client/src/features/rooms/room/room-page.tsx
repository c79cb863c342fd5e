import { useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { DIRECT_MAX } from '@contract/limits.js';
import type { PersonCard } from '@contract/words.js';
import { Panes } from '../../../app/shell/panes.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { KIND_HUE } from '../../../components/ui/kind-glyph.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useSignals } from '../../../lib/streams/hooks.js';
import { Chat } from '../../chat/components/chat.js';
import { waitingIn, waits } from '../../chat/api/threads.js';
import { usePlaces } from '../../chat/threads/use-places.js';
import { useThreads } from '../../chat/threads/use-threads.js';
import { meetingRules } from '../../meetings/live/meeting-rules.js';
import { useStagePlace } from '../../stage/use-stage-place.js';
import { useBlocked } from '../../profiles/live/ties.js';
import { showNameCard } from '../../profiles/name-card/shown.js';
import { roomCardQuery } from '../api/room-card.js';
import { isGroup, nameOf, othersOf } from '../room-name.js';
import { Moving } from '../round-table/moving.js';
import { RoundTable } from '../round-table/round-table.js';
import { useRoomId } from '../use-room-id.js';
import { JoinBar, RoomBanners } from './room-banners.js';
import { RoomHeader, type SidePanelName } from './room-header.js';
import { RoomLive } from './room-live.js';
import { RoomSkeleton } from './room-skeleton.js';
import { RoomsList } from './rooms-list.js';
import { roomWords } from './room.words.js';
import { tablePeople } from './table-people.js';
import { useSide } from './use-side.js';
import { Within } from './within.js';
import { useRoomLive } from './use-room-live.js';
import css from './room-page.module.css';
import { whenOnline } from '../../../lib/when-online.js';

const LiveBar = lazy(async () => ({
  default: (await whenOnline(() => import('../../meetings/components/live-bar.js'))).LiveBar,
}));
const StageBar = lazy(async () => ({
  default: (await whenOnline(() => import('../../stage/components/stage-bar.js'))).StageBar,
}));
const PersonPicker = lazy(async () => ({
  default: (await whenOnline(() => import('../people/person-picker.js'))).PersonPicker,
}));
const InviteDialog = lazy(async () => ({
  default: (await whenOnline(() => import('./invite-dialog.js'))).InviteDialog,
}));

const BlockedBanner = lazy(async () => ({
  default: (await whenOnline(() => import('../../profiles/components/blocked-banner.js'))).BlockedBanner,
}));

/** A room: who is here, what is said, and beside it one's other rooms. */
export function RoomPage() {
  const roomId = useRoomId('/shell/rooms/$roomId');
  const room = useRoomLive(roomId);
  if (!room) return <RoomFrame roomId={roomId} />;
  return (
    <>
      <OpenRoom key={roomId} room={room} />
      <Within room={room} />
    </>
  );
}

function RoomFrame({
  roomId,
  direct = false,
  children,
}: {
  roomId: string;
  direct?: boolean;
  children?: React.ReactNode;
}) {
  const t = useT(roomWords);
  return (
    <Panes
      list={{ label: t(direct ? 'directRooms' : 'myRooms'), content: <RoomsList direct={direct} /> }}
      phone="content"
    >
      {children ?? <RoomSkeleton key={roomId} />}
    </Panes>
  );
}

function OpenRoom({ room }: { room: RoomLive }) {
  const t = useT(roomWords);
  const { sentence } = useSentence();
  const { message: target } = useSearch({ from: '/shell/rooms/$roomId', shouldThrow: false }) ?? {};
  const me = useMe();
  const { phase, window, failure } = useStore(room.screen);
  const signals = useSignals(`room:${room.roomId}`);
  const card = useQuery(roomCardQuery(room.roomId)).data;
  const [side, setSide] = useState<SidePanelName | null>(null);
  const panel = useSide();
  const places = usePlaces(room.roomId, target ?? null, (where) => {
    if (where === 'thread') setSide('thread');
    // A phone shows one thing at a time.
    else if (globalThis.matchMedia('(width < 720px)').matches) setSide(null);
  });
  const threads = useThreads(room.roomId, window, me?.id ?? '');
  const unread = useMemo(
    () => new Map(threads.flatMap(({ state }) => (waits(state) ? [[state.threadId, waitingIn(state)]] : []))),
    [threads],
  );
  const toggle = (name: SidePanelName) => setSide((open) => (open === name ? null : name));
  const [inviting, setInviting] = useState(false);
  const others = useMemo(() => othersOf(window, card, me?.id), [window, card, me?.id]);
  const called = window?.room ?? card?.room;
  const title = called ? nameOf({ title: called.title, others }) : null;
  usePageTitle(title ?? '', window?.read.unread ?? 0);

  const self = useMemo<PersonCard | null>(
    () => (me ? { id: me.id, name: me.name, kind: me.kind, avatar: me.avatar } : null),
    [me],
  );
  const blocked = useBlocked();
  const table = useMemo(
    () => (self && window ? tablePeople(signals, window.messages, self, window.role !== null, blocked) : null),
    [signals, window, self, blocked],
  );

  const stage = useStagePlace(window, me);

  if (phase === 'closed')
    return (
      <RoomFrame roomId={room.roomId}>
        <NoPermission
          title={t('goneTitle')}
          text={t('goneText')}
          actions={<ButtonLink to="/rooms">{t('toRooms')}</ButtonLink>}
        />
      </RoomFrame>
    );
  if (phase === 'failed')
    return (
      <RoomFrame roomId={room.roomId}>
        <ErrorState title={t('failed')} text={sentence(failure)} onRetry={() => room.reload()} />
      </RoomFrame>
    );
  if (!window || !self || !table || !me) return <RoomFrame roomId={room.roomId} />;

  const { room: view, role } = window;
  const direct = view.kind === 'direct';
  const apart = window.breakouts.within !== null;
  const rules = meetingRules(apart ? { ...view, state: 'archived' } : view, role, me);
  const pair = direct && !isGroup(view);
  const calling = Object.keys(signals).some((key) => key.startsWith('stage:'));
  const apartFrom = pair && others[0] !== undefined && blocked.has(others[0].id);
  const mayInvite =
    view.state === 'open' &&
    !apart &&
    (direct ? others.length + 1 < DIRECT_MAX : role === 'host' || role === 'co-host' || me.role === 'admin');
  const hue = KIND_HUE[view.kind];
  const showPerson = (id: string) => {
    const person = table.people.find((one) => one.id === id);
    const face = document.querySelector(`[data-person="${id}"]`);
    if (person && face) showNameCard({ id, name: person.name, kind: person.kind, avatar: person.avatar }, face);
  };
  return (
    <Panes
      list={{
        label: t(direct ? 'directRooms' : 'myRooms'),
        content: <RoomsList direct={direct} current={window.breakouts.within?.roomId ?? room.roomId} />,
      }}
      side={panel({ side, room, window, me, self, rules, present: table.present, places, threads, unread }, () =>
        setSide(null),
      )}
    >
      <div className={css.room} data-hue={hue} data-stage={stage.entered ? (stage.chat ? 'chat' : 'alone') : undefined}>
        <RoomHeader
          window={window}
          title={title}
          others={others}
          present={table.total}
          me={me}
          side={side}
          waiting={unread.size}
          onSide={toggle}
          onInvite={mayInvite ? () => setInviting(true) : undefined}
          onEnterStage={direct ? undefined : stage.onEnter}
          onCall={apartFrom ? undefined : calling ? stage.onCall && stage.onEnter : stage.onCall}
          calling={calling}
        />
        {pair && !stage.entered ? null : (
          <Moving shape={stage.entered ? 'stage' : 'table'} className={css.table}>
            {stage.entered ? (
              <stage.entered.Stage
                media={stage.entered.media}
                {...{ window, me, hue }}
                atTable={table.people}
                chat={stage.chat}
                onChat={stage.onChat}
                onPerson={showPerson}
              />
            ) : (
              <RoundTable
                people={table.people}
                total={table.total}
                hue={hue}
                onInvite={mayInvite ? () => setInviting(true) : undefined}
                onPerson={showPerson}
                onPeople={() => setSide('people')}
              />
            )}
          </Moving>
        )}
        <div className={css.notes}>
          <Suspense fallback={null}>
            {direct ? null : <LiveBar window={window} rules={rules} onBreakouts={() => setSide('breakouts')} />}
            {stage.onEnter && !apartFrom ? <StageBar window={window} onEnter={stage.onEnter} /> : null}
          </Suspense>
          <RoomBanners window={window} me={me} />
          {apartFrom && others[0] ? (
            <Suspense>
              <BlockedBanner other={others[0]} />
            </Suspense>
          ) : null}
        </div>
        <div className={css.chat}>
          <Chat
            room={room}
            window={window}
            me={self}
            title={title}
            typing={table.typing}
            target={places.main}
            unread={unread}
            onThread={places.openThread}
            onOpen={places.open}
            door={role === null && view.state === 'open' ? <JoinBar window={window} /> : null}
          />
        </div>
      </div>
      {stage.dialog}
      <Suspense fallback={null}>
        {inviting && !direct ? <InviteDialog roomId={room.roomId} onClose={() => setInviting(false)} /> : null}
        {inviting && direct ? <PersonPicker open besides={others} onClose={() => setInviting(false)} /> : null}
      </Suspense>
    </Panes>
  );
}
