import type { ErrorCode } from '../../contract/errors.contract.js';
import type { RoomView } from '../../contract/rooms.contract.js';
import type { MembershipState, RoomKind, RoomRole, RoomState, RoomVisibility } from '../../contract/words.js';
import { isPlatformStaff, type Actor } from '../../platform/actor/actor.js';

/** What a decision needs to know of the room … */
export interface RoomFacts {
  readonly kind: RoomKind;
  readonly state: RoomState;
  readonly visibility: RoomVisibility;
  readonly locks: RoomView['locks'];
  /** One of the two people of a direct room blocks the other: nothing new reaches either. */
  readonly blocked: boolean;
}
/** … and of the person in it. `role` only counts while `state` is `member`. */
export interface Relation {
  readonly state: MembershipState;
  readonly role: RoomRole;
  /** They may read and not write. */
  readonly muted?: boolean;
}

const COLUMNS = ['guest', 'spectator', 'learner', 'judge', 'co-host', 'host', 'staff', 'admin'] as const;
type Column = (typeof COLUMNS)[number];

/** The rows of docs/permissions.md about the chat, without its columns `visitor` and `outsider`, which are always "no". */
const TABLE = {
  //                        guest spectator learner judge co-host host staff admin
  'chat.post': 'yes no yes yes yes yes no no',
  'chat.post-while-locked': 'no no no yes yes yes no no',
  'chat.edit': 'own no own own own own no no',
  'chat.delete': 'own no own own yes yes yes yes',
  'chat.remove-preview': 'own no own own yes yes yes yes',
  'chat.undo-delete': 'own no own own own own own own',
  'chat.react': 'yes yes yes yes yes yes no no',
  'chat.read-mark': 'yes yes yes yes yes yes no no',
  'chat.type': 'yes no yes yes yes yes no no',
  'chat.keep-draft': 'yes no yes yes yes yes no no',
  'chat.see-versions': 'no no no no yes yes yes yes',
  'chat.mark-answer': 'own no own yes yes yes yes yes',
  'chat.thank': 'yes yes yes yes yes yes no no',
  'chat.pin': 'no no no yes yes yes yes yes',
  'chat.follow-thread': 'yes yes yes yes yes yes no no',
  'chat.hide': 'no no no no yes yes yes yes',
  'chat.see-hidden': 'own own own own yes yes yes yes',
  'report.make': 'yes yes yes yes yes yes no no',
  'report.handle': 'no no no no yes yes yes yes',
} as const;
export type ChatVerb = keyof typeof TABLE;
export const chatVerbs = Object.keys(TABLE) as ChatVerb[];

/** In a direct room nobody is the others' staff. */
const KEEPING_ORDER: readonly ChatVerb[] = ['chat.hide', 'report.make', 'report.handle'];
/** Nor takes away what the other said. */
const OWN_IN_DIRECT: readonly ChatVerb[] = ['chat.delete', 'chat.remove-preview'];
/** What does not write. */
const IN_ARCHIVED: readonly ChatVerb[] = [
  ...(['chat.delete', 'chat.remove-preview', 'chat.read-mark', 'chat.see-versions', 'chat.see-hidden'] as const),
  ...KEEPING_ORDER,
];
const WHILE_MUTED: readonly ChatVerb[] = [...IN_ARCHIVED, 'chat.follow-thread', 'chat.keep-draft'];
const REACHES_OTHERS: readonly ChatVerb[] = ['chat.post', 'chat.edit', 'chat.react', 'chat.type'];
const LOCKED_WITH_CHAT: readonly ChatVerb[] = ['chat.post', 'chat.edit', 'chat.type'];

/** Whether this person may do this in this room; `own` = to what is their own (message; for an undo, deletion). */
export function may(
  verb: ChatVerb,
  actor: Actor,
  relation: Relation | undefined,
  room: RoomFacts,
  own = false,
): boolean {
  if (room.state === 'archived' && !IN_ARCHIVED.includes(verb)) return false;
  if (room.blocked && REACHES_OTHERS.includes(verb)) return false;
  if (relation?.muted && !WHILE_MUTED.includes(verb)) return false;
  if (room.kind === 'direct' && (KEEPING_ORDER.includes(verb) || (!own && OWN_IN_DIRECT.includes(verb)))) return false;
  if (isLocked(verb, room) && !granted('chat.post-while-locked', actor, relation, room, own)) return false;
  return granted(verb, actor, relation, room, own);
}

/** Null when allowed; otherwise the code to answer. What somebody never saw does not exist for them. */
export function refusalOf(
  verb: ChatVerb,
  actor: Actor,
  relation: Relation | undefined,
  room: RoomFacts,
  own = false,
): ErrorCode | null {
  if (may(verb, actor, relation, room, own)) return null;
  const unknown = relation === undefined && (room.visibility === 'private' || actor.kind === 'guest');
  if (unknown && (room.kind === 'direct' || !isPlatformStaff(actor))) return 'not-found';
  if (relation?.state === 'banned') return 'rooms/banned';
  const member = relation?.state === 'member';
  const cell = cellOf(verb, 'learner');
  if (!member && cell !== 'no') return 'rooms/not-a-member';
  if (room.state === 'archived' && !IN_ARCHIVED.includes(verb)) return 'rooms/archived';
  if (room.blocked && REACHES_OTHERS.includes(verb)) return 'rooms/no-direct';
  const watching = member && relation.role === 'spectator' && cellOf(verb, 'spectator') === 'no';
  if (watching && cell !== 'no') return 'chat/spectators-read';
  if (relation?.muted && !WHILE_MUTED.includes(verb)) return 'chat/muted';
  if (isLocked(verb, room)) return verb === 'chat.react' ? 'chat/reactions-locked' : 'chat/locked';
  if (cell !== 'own' || own || verb === 'chat.undo-delete') return 'not-allowed';
  return verb === 'chat.mark-answer' ? 'chat/not-your-question' : 'chat/not-yours';
}

/** Whether this person may show files in a message of this room: null, or the code to answer. */
export const filesRefusalOf = (actor: Actor, relation: Relation, room: RoomFacts): ErrorCode | null =>
  room.locks.files && !granted('chat.post-while-locked', actor, relation, room, false) ? 'uploads/locked' : null;

/** Whether this person may begin something in the room: null, or the code to answer. Answers in threads are not asked about. */
export const announcementsRefusalOf = (actor: Actor, relation: Relation, room: RoomFacts): ErrorCode | null =>
  room.locks.announcements && !granted('chat.post-while-locked', actor, relation, room, false)
    ? 'chat/announcements'
    : null;

/** Seconds that this person has to wait from one message to the next. */
export const paceOf = (actor: Actor, relation: Relation, room: RoomFacts): number =>
  granted('chat.post-while-locked', actor, relation, room, false) ? 0 : room.locks.slowSeconds;

function isLocked(verb: ChatVerb, { locks }: RoomFacts): boolean {
  return verb === 'chat.react' ? locks.reactions : locks.chat && LOCKED_WITH_CHAT.includes(verb);
}

/** By the room role, or by the platform role; a guest needs both the guest's column and that of the role. */
function granted(verb: ChatVerb, actor: Actor, relation: Relation | undefined, room: RoomFacts, own: boolean): boolean {
  const holds = (column: Column): boolean => cellOf(verb, column) === 'yes' || (cellOf(verb, column) === 'own' && own);
  if (relation?.state === 'member' && holds(relation.role) && (actor.kind !== 'guest' || holds('guest'))) return true;
  // A direct room is nobody else's, whatever they are on the platform.
  return room.kind !== 'direct' && actor.role !== 'member' && holds(actor.role);
}

function cellOf(verb: ChatVerb, column: Column): string {
  return TABLE[verb].split(' ')[COLUMNS.indexOf(column)] ?? 'no';
}
