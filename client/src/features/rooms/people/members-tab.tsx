import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconDots } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { MemberView, RoomCard } from '@contract/rooms.contract.js';
import { classes } from '../../../components/ui/classes.js';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { BareIconButton } from '../../../components/ui/bare-icon-button.js';
import { KIND_HUE } from '../../../components/ui/kind-glyph.js';
import { Menu, type MenuItem } from '../../../components/ui/menu.js';
import { SearchField } from '../../../components/ui/search-field.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { useMuted } from '../../order/components/use-muted.js';
import { orderWords } from '../../order/order.words.js';
import { PersonButton } from '../../profiles/name-card/person-button.js';
import { membersQuery } from '../api/members.js';
import { openDirect } from '../api/open-direct.js';
import { isGroup } from '../room-name.js';
import { roomsWords } from '../rooms.words.js';
import css from './people.module.css';
import { PersonDialog, type Asked } from './person-dialog.js';
import { roomRules } from './room-rules.js';

/** Everybody in the room, with what one may do about each. */
export function MembersTab({ card, me }: { card: RoomCard; me: OwnAccount }) {
  const t = useT(roomsWords);
  const { sentence } = useSentence();
  const [q, setQ] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const filter = useDeferredValue(q.trim());
  const muting = useMuted(card.room.id, roomRules(card, me).seeMuted);
  const members = useInfiniteQuery(membersQuery(card.room.id, { q: filter || undefined }));
  return (
    <>
      <SearchField className={css.search} label={t('people.search')} value={q} maxLength={80} onChange={setQ} />
      {members.isPending ? <Skeleton lines={6} /> : null}
      {members.isError && !members.data ? (
        <ErrorState
          text={sentence(members.error)}
          onRetry={() => void members.refetch()}
          retrying={members.isFetching}
        />
      ) : null}
      {members.data?.length === 0 ? <EmptyState title={t('people.emptyTitle')} text={t('people.emptyText')} /> : null}
      <ul role="list" className={css.list}>
        {members.data?.map((member) => (
          <Member key={member.person.id} member={member} card={card} me={me} muting={muting} ask={setAsked} />
        ))}
      </ul>
      {members.hasNextPage ? (
        <Button busy={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
          {t('people.more')}
        </Button>
      ) : null}
      <PersonDialog asked={asked} roomId={card.room.id} onClose={() => setAsked(null)} />
      {muting.dialog}
    </>
  );
}

interface MemberProps {
  member: MemberView;
  card: RoomCard;
  me: OwnAccount;
  muting: ReturnType<typeof useMuted>;
  ask: (asked: Asked) => void;
}

function Member({ member, card, me, muting, ask }: MemberProps) {
  const t = useT(roomsWords);
  const order = useT(orderWords);
  const live = useLive();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { fail } = useSentence();
  const { person, role } = member;
  const { room } = card;
  const rules = roomRules(card, me);

  async function setRole(next: MemberView['role'], undoable: boolean): Promise<void> {
    try {
      await live.ask('rooms:set-role', { roomId: room.id, personId: person.id, role: next });
      toast({
        text: t('people.roleChanged', { name: person.name, role: t(`roles.${next}`) }),
        tone: 'good',
        undo: undoable ? () => void setRole(role, false) : undefined,
      });
    } catch (failure) {
      fail(failure);
    }
  }

  const write = () =>
    openDirect(queries, [person.id]).then(
      (roomId) => void navigate({ to: '/rooms/$roomId', params: { roomId } }),
      fail,
    );
  const mayWrite =
    person.kind === 'person' &&
    person.id !== me.id &&
    me.kind === 'person' &&
    (room.kind !== 'direct' || isGroup(room));
  const items: (MenuItem | null)[] = [];
  if (mayWrite) items.push({ id: 'write', label: t('people.write'), onSelect: () => void write() });
  const roles = rules.setRole(member);
  if (items.length > 0 && roles.length > 0) items.push(null);
  for (const next of roles) {
    items.push({
      id: next,
      label: t('people.makeRole', { role: t(`roles.${next}`) }),
      onSelect: () => void setRole(next, true),
    });
  }
  const muted = muting.muted.has(person.id);
  if (rules.mute(member))
    items.push(
      null,
      muted
        ? { id: 'unmute', label: order('unmuteOf'), onSelect: () => muting.onUnmute(person) }
        : { id: 'mute', label: order('mute'), onSelect: () => muting.onMute(person) },
    );
  if (rules.remove(member)) {
    items.push(
      { id: 'remove', label: t('people.remove'), onSelect: () => ask({ what: 'remove', person }) },
      { id: 'ban', label: t('people.ban'), danger: true, onSelect: () => ask({ what: 'ban', person }) },
    );
  }
  return (
    <li className={classes(css.row, css.person)}>
      <Face person={person} size={40} />
      <span className={css.words}>
        <PersonButton person={person}>{person.name}</PersonButton>
        <span className={css.quiet}>
          {t('people.joined')} <Time at={member.joinedAt} as="day" />
        </span>
      </span>
      <span className={css.badges}>
        {person.id === me.id ? <Badge>{t('people.you')}</Badge> : null}
        {person.kind === 'guest' ? <Badge>{t('people.guest')}</Badge> : null}
        {muted ? <Badge>{order('isMuted')}</Badge> : null}
        {person.kind === 'bot' ? <Badge>{t('people.bot')}</Badge> : null}
        {room.kind === 'direct' ? null : (
          <Badge hue={role === 'host' || role === 'co-host' ? KIND_HUE[room.kind] : undefined}>
            {t(`roles.${role}`)}
          </Badge>
        )}
      </span>
      {items.length > 0 ? (
        <Menu
          trigger={<BareIconButton label={t('people.actions', { name: person.name })} icon={<IconDots size={20} />} />}
          items={items[0] === null ? items.slice(1) : items}
        />
      ) : null}
    </li>
  );
}
