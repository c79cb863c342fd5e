import type { ErrorCode } from '../../contract/errors.contract.js';
import type { RoomKind, RoomRole, RoomState, RoomVisibility, MembershipState } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';

/** What a decision needs to know of the room. */
export interface RoomFacts {
  readonly id: string;
  readonly kind: RoomKind;
  readonly state: RoomState;
  readonly visibility: RoomVisibility;
  /** Of a direct room, how many people it was opened for: two are a pair, more a group. */
  readonly capacity: number;
  /** Of a breakout, its main room. */
  readonly parent: string | null;
}
/** What somebody is in the room. `role` only counts while `state` is `member`. */
export interface Relation {
  readonly state: MembershipState | null;
  readonly role: RoomRole | null;
}
export const OUTSIDER: Relation = { state: null, role: null };

const COLUMNS = [
  'visitor',
  'guest',
  'outsider',
  'spectator',
  'learner',
  'judge',
  'co-host',
  'host',
  'staff',
  'admin',
] as const;
type Column = (typeof COLUMNS)[number];

/** The table of docs/permissions.md, "In a room"; the columns in its order. The unit test compares the two. */
const TABLE = {
  //                   visitor guest outsider spectator learner judge co-host host staff admin
  'room.read': 'no yes pub yes yes yes yes yes yes yes',
  'room.follow': 'no yes pub yes yes yes yes yes yes yes',
  'room.follow-staff': 'no no no no no yes yes yes yes yes',
  'room.join': 'no no pub yes yes yes yes yes pub yes',
  'room.leave': 'no yes no yes yes yes yes yes no no',
  'room.edit': 'no no no no no no yes yes no yes',
  'room.set-locks': 'no no no no no no yes yes yes yes',
  'room.set-role': 'no no no no no no lower yes no yes',
  'room.remove-person': 'no no no no no no lower yes yes yes',
  'room.ban-person': 'no no no no no no lower yes yes yes',
  'room.unban-person': 'no no no no no no yes yes yes yes',
  'room.archive': 'no no no no no no no yes no yes',
  'room.reopen': 'no no no no no no no yes no yes',
  'room.invite': 'no no no no no no yes yes no yes',
  'room.list-members': 'no yes pub yes yes yes yes yes yes yes',
  'room.list-banned': 'no no no no no no yes yes yes yes',
  'room.set-memory': 'no no no no no no no yes no yes',
  'room.mute-person': 'no no no no no no lower yes yes yes',
  'room.see-decisions': 'no no no no no no yes yes yes yes',
  'room.export': 'no no no no no no yes yes yes yes',
  'meeting.schedule': 'no no no no no no yes yes no yes',
  'meeting.edit': 'no no no no no no yes yes no yes',
  'meeting.cancel': 'no no no no no no yes yes yes yes',
  'meeting.rsvp': 'no yes no yes yes yes yes yes no no',
  'meeting.start': 'no no no no no no yes yes no yes',
  'meeting.end': 'no no no no no no yes yes yes yes',
  'meeting.enter': 'no yes no yes yes yes yes yes no no',
  'meeting.admit': 'no no no no no no yes yes yes yes',
  'meeting.move-agenda': 'no no no no no no yes yes no yes',
  'meeting.rate': 'no yes no yes yes yes yes yes no no',
  'meeting.see-attendance': 'no no no no no no yes yes yes yes',
  'meeting.subscribe': 'no no no yes yes yes yes yes no no',
  'breakout.lead': 'no no no no no no yes yes no yes',
  'breakout.choose': 'no yes no no yes no no no no no',
  'breakout.ask-help': 'no yes no yes yes no no no no no',
  'breakout.see-help': 'no no no no no yes yes yes yes yes',
  'breakout.broadcast': 'no no no no no no yes yes no no',
  'minutes.edit': 'no no no no no no yes yes no yes',
  'minutes.publish': 'no no no no no no yes yes no yes',
  'file.attach': 'no yes no no yes yes yes yes no no',
} as const;
export type RoomVerb = keyof typeof TABLE;
export const roomVerbs = Object.keys(TABLE) as RoomVerb[];

const READING: readonly RoomVerb[] = [
  'room.read',
  'room.follow',
  'room.follow-staff',
  'room.list-members',
  'room.list-banned',
  'room.see-decisions',
  'room.export',
];
const IN_ARCHIVED: readonly RoomVerb[] = [
  ...READING,
  'room.leave',
  'room.unban-person',
  'room.reopen',
  'meeting.see-attendance',
  'minutes.edit',
  'minutes.publish',
];
const IN_DIRECT: readonly RoomVerb[] = [
  'room.read',
  'room.follow',
  'room.follow-staff',
  'room.join',
  'room.list-members',
  'room.export',
  'file.attach',
];

/** The rest is the main room's, and is done there. */
const IN_BREAKOUT: readonly RoomVerb[] = [
  'room.read',
  'room.follow',
  'room.follow-staff',
  'room.list-members',
  'room.set-locks',
  'room.mute-person',
  'room.see-decisions',
  'room.export',
  'file.attach',
];

const RANK: Readonly<Record<RoomRole, number>> = { host: 5, 'co-host': 4, judge: 3, learner: 2, spectator: 1 };
const ranksBelow = (role: RoomRole, other: RoomRole): boolean => RANK[role] < RANK[other];

const WITHOUT_JUDGE: readonly RoomRole[] = ['host', 'co-host', 'learner', 'spectator'];
export const ROLES_BY_KIND: Readonly<Record<RoomKind, readonly RoomRole[]>> = {
  cohort: WITHOUT_JUDGE,
  'study-group': WITHOUT_JUDGE,
  'mentor-session': WITHOUT_JUDGE,
  competition: ['host', 'co-host', 'judge', 'learner', 'spectator'],
  direct: ['host'],
};
/** Host, co-host, judge: whom no lock and no waiting room holds up. */
export const isRoomStaff = (role: RoomRole | null): boolean => role !== null && RANK[role] >= RANK.judge;
/** A guest is a learner or a spectator. */
export const ROLES_OF_GUESTS: readonly RoomRole[] = ['learner', 'spectator'];
/** Removing and banning take a person, and so do the secrets of a room's staff. */
export const ROLES_OF_BOTS: readonly RoomRole[] = ['learner', 'spectator'];

/**
 * Whether this person may do this in this room. `towards` is the highest room role the verb touches
 * (the other person's; for `room.set-role` also the new one), null for somebody without one.
 */
export function may(
  verb: RoomVerb,
  actor: Actor | null,
  relation: Relation,
  room: RoomFacts,
  towards: RoomRole | null = null,
): boolean {
  if (room.state === 'archived' && !IN_ARCHIVED.includes(verb)) return false;
  if (room.parent !== null && !IN_BREAKOUT.includes(verb)) return false;
  const role = relation.state === 'member' ? relation.role : null;
  if (room.kind === 'direct')
    return role !== null && (IN_DIRECT.includes(verb) || (verb === 'room.leave' && room.capacity > 2));
  if (relation.state === 'banned' && verb === 'room.join') return false;
  const cells = cellsOf(verb);
  return columnsOf(actor, relation, role).some((columns) =>
    columns.every((column) => holds(cells[column], role, room, towards)),
  );
}

/** Null when allowed; otherwise the code to answer: what somebody may not see does not exist for them. */
export function refusalOf(
  verb: RoomVerb,
  actor: Actor | null,
  relation: Relation,
  room: RoomFacts,
  towards: RoomRole | null = null,
): ErrorCode | null {
  if (may(verb, actor, relation, room, towards)) return null;
  if (relation.state === 'banned' && verb === 'room.join') return 'rooms/banned';
  if (!may('room.read', actor, relation, room)) return 'not-found';
  if (room.state === 'archived' && may(verb, actor, relation, { ...room, state: 'open' }, towards))
    return 'rooms/archived';
  if (room.parent !== null && !IN_BREAKOUT.includes(verb)) return 'breakouts/in-the-main-room';
  return relation.state !== 'member' && cellsOf(verb).learner === 'yes' ? 'rooms/not-a-member' : 'not-allowed';
}

/** Any of these sets of columns is enough; within a set all must allow (a guest spectator is both). */
function columnsOf(actor: Actor | null, relation: Relation, role: RoomRole | null): readonly Column[][] {
  if (actor === null) return [['visitor']];
  const sets: Column[][] = [];
  if (role !== null) sets.push(actor.kind === 'guest' ? ['guest', role] : [role]);
  else if (relation.state !== 'banned' && actor.kind === 'person') sets.push(['outsider']);
  if (actor.role !== 'member') sets.push([actor.role]);
  return sets;
}

function holds(cell: string, role: RoomRole | null, room: RoomFacts, towards: RoomRole | null): boolean {
  if (cell === 'pub') return room.visibility !== 'private';
  if (cell === 'lower') return role !== null && (towards === null || ranksBelow(towards, role));
  return cell === 'yes';
}

function cellsOf(verb: RoomVerb): Readonly<Record<Column, string>> {
  const cells = TABLE[verb].split(' ');
  const pick = (column: Column): string => cells[COLUMNS.indexOf(column)] ?? 'no';
  return Object.fromEntries(COLUMNS.map((column) => [column, pick(column)])) as Record<Column, string>;
}
