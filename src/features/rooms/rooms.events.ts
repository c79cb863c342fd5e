import type { RoomView } from '../../contract/rooms.contract.js';
import type { EventPayload } from '../../contract/realtime.contract.js';
import type {
  AccountKind,
  Language,
  MembershipState,
  PersonCard,
  RoomKind,
  RoomRole,
  RoomVisibility,
  RoomState as OpenOrArchived,
} from '../../contract/words.js';
import type { Sql } from '../../platform/database/sql.js';
import type { DecidedEvent, EventDefinition, HotItem, StatePart } from '../../platform/event-log/event-log.types.js';

export { accountStream } from '../accounts/accounts.events.js';

export const roomStream = (roomId: string): string => `room:${roomId}`;
export const roomStaffStream = (roomId: string): string => `room:${roomId}:staff`;

/** `room:<id>` or `room:<id>:staff` → id. */
export const roomIdOf = (stream: string): string => stream.split(':')[1] ?? '';
/** `account:<id>` → id. */
export const accountIdOf = roomIdOf;

const withoutWords = ({ room }: EventPayload<'rooms.room-edited'>) => ({
  room: { ...room, title: room.title === null ? null : '', about: '' },
});
const nameless = (person: PersonCard): PersonCard => ({ ...person, name: '', avatar: null });
const theOne = ({ personId }: { personId: string }): string[] => [personId];

// Version 1 knew no lock of files, version 2 no announcements, no slow mode and no memory.
type Locked = Pick<RoomView, 'locks'>;
const filesInLocks = (payload: unknown) => {
  const { locks } = payload as Locked;
  return { locks: { ...locks, files: false } };
};
const filesInRoom = (payload: unknown) => {
  const { room } = payload as { room: Locked };
  return { room: { ...room, ...filesInLocks(room) } };
};
const paceInLocks = (payload: unknown) => {
  const { locks } = payload as Locked;
  return { locks: { ...locks, announcements: false, slowSeconds: 0 } };
};
const orderInRoom = (payload: unknown) => {
  const { room } = payload as { room: Locked };
  return { room: { ...room, ...paceInLocks(room), memory: { keepDays: null, historyFrom: 'beginning' } } };
};

/** Facts of rooms. Facts stay, words of people (title, about, names, reasons) go when they are erased. */
export const roomEventDefinitions: readonly EventDefinition[] = [
  { type: 'rooms.room-created', version: 3, upcasts: { 1: filesInRoom, 2: orderInRoom }, blank: withoutWords },
  {
    type: 'rooms.room-edited',
    version: 3,
    upcasts: { 1: filesInRoom, 2: orderInRoom },
    blank: withoutWords,
    // Who only looked in may no longer follow a room that is private now.
    touchesRightsOf: ({ room }: EventPayload<'rooms.room-edited'>) => (room.visibility === 'private' ? ['*'] : []),
  },
  { type: 'rooms.locks-changed', version: 3, upcasts: { 1: filesInLocks, 2: paceInLocks } },
  { type: 'rooms.memory-changed', version: 1 },
  { type: 'rooms.room-archived', version: 1 },
  { type: 'rooms.room-reopened', version: 1 },
  {
    type: 'rooms.member-joined',
    version: 1,
    blank: ({ member, memberCount }: EventPayload<'rooms.member-joined'>) => ({
      member: { ...member, person: nameless(member.person) },
      memberCount,
    }),
  },
  { type: 'rooms.member-left', version: 1, touchesRightsOf: theOne },
  { type: 'rooms.member-removed', version: 1, touchesRightsOf: theOne },
  { type: 'rooms.role-changed', version: 1, touchesRightsOf: theOne },
  {
    type: 'rooms.member-changed',
    version: 1,
    blank: ({ person }: EventPayload<'rooms.member-changed'>) => ({ person: nameless(person) }),
  },
  {
    type: 'rooms.person-banned',
    version: 1,
    blank: ({ person, by }: EventPayload<'rooms.person-banned'>) => ({ person: nameless(person), reason: '', by }),
  },
  {
    type: 'rooms.person-unbanned',
    version: 1,
    blank: ({ person, by }: EventPayload<'rooms.person-unbanned'>) => ({ person: nameless(person), by }),
  },
  { type: 'rooms.membership-changed', version: 1 },
  {
    type: 'rooms.member-muted',
    version: 1,
    blank: (payload: EventPayload<'rooms.member-muted'>) => ({ ...payload, reason: '' }),
  },
  { type: 'rooms.member-unmuted', version: 1 },
  {
    type: 'rooms.mute-changed',
    version: 1,
    blank: ({ roomId, mute }: EventPayload<'rooms.mute-changed'>) => ({
      roomId,
      mute: mute && { ...mute, reason: '' },
    }),
  },
];

/** What deciders of other features may know of a room, under the lock of its stream. */
export interface RoomState {
  readonly id: string;
  readonly kind: RoomKind;
  visibility: RoomVisibility;
  language: Language;
  state: OpenOrArchived;
  locks: RoomView['locks'];
  /** Of the two people of a pair one blocks the other, or is gone. A block locks the room's stream too. In a group it folds words, as elsewhere. */
  readonly blocked: boolean;
  /** Only the actors of the batch, and whoever an event of the batch was about. Nobody else is loaded. */
  readonly members: Map<string, MemberState>;
}
export interface MemberState {
  role: RoomRole;
  state: MembershipState;
  /** The card as this room knows it: what a message written now shows as its author. */
  person: PersonCard;
  /** The room's staff has muted them, and it lasts. */
  muted: boolean;
}

interface StateRow {
  id: string;
  kind: RoomKind;
  visibility: RoomVisibility;
  language: Language;
  state: OpenOrArchived;
  locks: RoomView['locks'];
  blocked: boolean;
  account_id: string | null;
  role: RoomRole;
  membership: MembershipState;
  name: string;
  account_kind: AccountKind;
  avatar: string | null;
  muted_at: Date | null;
  muted_until: Date | null;
}

/** Rooms of the batch by room id; a room that does not exist is missing. */
export const roomState: StatePart<Map<string, RoomState>> = {
  name: 'rooms',
  async load(sql: Sql, items: readonly HotItem[]) {
    const rows = await sql.query<StateRow>(
      `select r.id, r.kind, r.visibility, r.language, r.state, r.locks,
              case when r.kind = 'direct' then exists (
                select from blocks b, string_to_array(r.direct_key, ' ') two
                 where cardinality(two) = 2 and b.blocker_id = any(two::uuid[]) and b.blocked_id = any(two::uuid[]))
                or (r.capacity = 2 and exists (select from accounts a where a.id = any(string_to_array(r.direct_key, ' ')::uuid[]) and a.deleted_at is not null))
                else false end as blocked,
              m.account_id, m.role, m.state as membership, m.name, m.kind as account_kind, m.avatar, m.muted_at, m.muted_until
         from rooms r left join memberships m on m.room_id = r.id and m.account_id = any($2::uuid[])
        where r.id = any($1::uuid[])`,
      [
        [...new Set(items.map((item) => roomIdOf(item.stream)))],
        [...new Set(items.map((item) => item.actor.accountId))],
      ],
    );
    const rooms = new Map<string, RoomState>();
    for (const row of rows) {
      const { id, kind, visibility, language, state, locks, blocked } = row;
      const room = rooms.get(id) ?? {
        id,
        kind,
        visibility,
        language,
        state,
        locks,
        blocked,
        members: new Map<string, MemberState>(),
      };
      rooms.set(id, room);
      if (row.account_id !== null)
        room.members.set(row.account_id, {
          role: row.role,
          state: row.membership,
          person: { id: row.account_id, name: row.name, kind: row.account_kind, avatar: row.avatar },
          muted: isMuted(row, items[0]?.at ?? null),
        });
    }
    return rooms;
  },
  evolve(rooms, event) {
    const room = rooms.get(roomIdOf(event.stream));
    if (room) evolveRoom(room, event);
  },
};

/** Muted now. Without a time: ever, and not lifted since. */
export const isMuted = (
  { muted_at: since, muted_until: until }: { muted_at: Date | null; muted_until: Date | null },
  at: Date | null,
): boolean => since !== null && (until === null || at === null || until > at);

function evolveRoom(room: RoomState, event: DecidedEvent): void {
  if (is(event, 'rooms.room-edited'))
    Object.assign(room, { visibility: event.payload.room.visibility, language: event.payload.room.language });
  else if (is(event, 'rooms.locks-changed')) room.locks = event.payload.locks;
  else if (is(event, 'rooms.room-archived')) room.state = 'archived';
  else if (is(event, 'rooms.room-reopened')) room.state = 'open';
  else if (is(event, 'rooms.member-joined')) {
    const { person, role } = event.payload.member;
    room.members.set(person.id, { role, state: 'member', person, muted: room.members.get(person.id)?.muted ?? false });
  } else if (is(event, 'rooms.member-left')) ended(room, event.payload.personId, 'left');
  else if (is(event, 'rooms.member-removed')) ended(room, event.payload.personId, 'removed');
  else if (is(event, 'rooms.role-changed')) {
    const member = room.members.get(event.payload.personId);
    if (member) member.role = event.payload.role;
  }
}

function ended(room: RoomState, personId: string, state: MembershipState): void {
  const member = room.members.get(personId);
  if (member) member.state = state;
}

type Typed<T extends DecidedEvent['type']> = DecidedEvent & { type: T; payload: EventPayload<T> };
const is = <T extends DecidedEvent['type']>(event: DecidedEvent, type: T): event is Typed<T> => event.type === type;
