import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { EntryState, MeetingView } from '@contract/meetings.contract.js';
import { Button } from '../../../components/ui/button.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { entryKey } from '../api/meeting-keys.js';
import type { MeetingRules } from '../live/meeting-rules.js';
import { clockFace, leftOf } from '../live/shared-clock.js';
import { useHubTime } from '../live/use-hub-time.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';
import { whenOnline } from '../../../lib/when-online.js';

const BreakoutsBar = lazy(async () => ({
  default: (await whenOnline(() => import('../../breakouts/components/breakouts-bar.js'))).BreakoutsBar,
}));
// Most rooms at most times have no waiting room and nothing to rate.
const Door = lazy(async () => ({ default: (await whenOnline(() => import('./door.js'))).Door }));
const RatingCard = lazy(async () => ({ default: (await whenOnline(() => import('./rating-card.js'))).RatingCard }));
const WaitingPeople = lazy(async () => ({
  default: (await whenOnline(() => import('./waiting-people.js'))).WaitingPeople,
}));

/** What goes on now: the live meeting with its agenda and clock, its doors, and when it is over the question how it was. */
export function LiveBar({
  window,
  rules,
  onBreakouts,
}: {
  window: RoomWindow;
  rules: MeetingRules;
  onBreakouts: () => void;
}) {
  const { room, meetings, role, breakouts } = window;
  const now = meetings.find(({ state }) => state === 'live') ?? meetings.find(({ state }) => state === 'waiting');
  return (
    <>
      {now ? <Now key={now.id} window={window} meeting={now} rules={rules} /> : null}
      {breakouts.open || breakouts.within ? (
        <Suspense fallback={null}>
          <BreakoutsBar window={window} onLead={onBreakouts} />
        </Suspense>
      ) : null}
      {role === null || breakouts.within ? null : (
        <Suspense fallback={null}>
          <RatingCard roomId={room.id} live={now?.state === 'live' ? now.id : null} />
        </Suspense>
      )}
    </>
  );
}

function Now({ window, meeting, rules }: { window: RoomWindow; meeting: MeetingView; rules: MeetingRules }) {
  const t = useT(meetingsWords);
  const live = useLive();
  const { fail } = useSentence();
  const roomId = window.room.id;
  const told = useQuery<EntryState>({ queryKey: entryKey(meeting.id), enabled: false }).data;
  const entry = told ?? window.entries[meeting.id] ?? null;
  const held = meeting.waitingRoom && rules.waits && entry !== 'admitted';
  const goesOn = meeting.state === 'live';
  return (
    <section className={css.bar} aria-label={meeting.title}>
      <div className={css.between}>
        <p>
          <strong>{t(goesOn ? 'bar.live' : 'bar.waiting', { title: meeting.title })}</strong>
          {goesOn ? null : (
            <>
              {' · '}
              <Time at={meeting.startsAt} as="clock" />
            </>
          )}
        </p>
        {rules.run && !goesOn ? (
          <Button
            size="s"
            variant="primary"
            onClick={() => void live.ask('meetings:start', { roomId, meetingId: meeting.id }).catch(fail)}
          >
            {t('start')}
          </Button>
        ) : null}
      </div>
      {goesOn && !held ? <Agenda roomId={roomId} meeting={meeting} rules={rules} /> : null}
      {meeting.waitingRoom && rules.waits ? (
        <Suspense fallback={null}>
          <Door roomId={roomId} meeting={meeting} entry={entry} />
        </Suspense>
      ) : null}
      {meeting.waitingRoom && rules.admit ? (
        <Suspense fallback={null}>
          <WaitingPeople roomId={roomId} meeting={meeting} />
        </Suspense>
      ) : null}
    </section>
  );
}

/** The step that is on and what is left of it, the same for everybody; the staff move it. */
function Agenda({ roomId, meeting, rules }: { roomId: string; meeting: MeetingView; rules: MeetingRules }) {
  const t = useT(meetingsWords);
  const live = useLive();
  const { fail } = useSentence();
  const { step, stepAt, agenda } = meeting;
  const now = useHubTime(roomId, stepAt !== null);
  const current = step === null ? undefined : agenda[step];
  if (step === null || stepAt === null || !current) return null;
  const left = now === null ? null : leftOf(stepAt, current.minutes, now);
  const move = (to: number) =>
    void live.ask('meetings:move-agenda', { roomId, meetingId: meeting.id, step: to }).catch(fail);
  return (
    <div className={css.between}>
      <p>{t('bar.step', { n: step + 1, all: agenda.length, title: current.title })}</p>
      <div className={css.row}>
        {left === null ? null : (
          <span role="timer" className={css.clock}>
            {t(left >= 0 ? 'bar.left' : 'bar.over', { time: clockFace(left) })}
          </span>
        )}
        {rules.run ? (
          <>
            <IconButton
              label={t('bar.back')}
              disabled={step === 0}
              icon={<IconChevronLeft size={20} />}
              onClick={() => move(step - 1)}
            />
            <IconButton
              label={t('bar.next')}
              disabled={step === agenda.length - 1}
              icon={<IconChevronRight size={20} />}
              onClick={() => move(step + 1)}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}
