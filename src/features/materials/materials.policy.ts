import type { ErrorCode } from '../../contract/errors.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { MemberState, RoomState } from '../rooms/rooms.events.js';

const COLUMNS = ['guest', 'spectator', 'learner', 'judge', 'co-host', 'host', 'staff', 'admin'] as const;
type Column = (typeof COLUMNS)[number];

/** The rows of docs/permissions.md about materials, without its columns `visitor` and `outsider`, which are always "no". */
const TABLE = {
  //                 guest spectator learner judge co-host host staff admin
  'material.add': 'no no yes yes yes yes no no',
  'material.edit': 'no no own own yes yes no no',
  'material.order': 'no no no yes yes yes no no',
  'material.remove': 'no no own own yes yes yes yes',
} as const;
export type MaterialVerb = keyof typeof TABLE;
export const materialVerbs = Object.keys(TABLE) as MaterialVerb[];

const IN_ARCHIVED: readonly MaterialVerb[] = ['material.remove'];

/** What a decision needs to know: how the room is, and what the person is in it. */
type Place = Pick<RoomState, 'kind' | 'state' | 'locks'>;
type Relation = Pick<MemberState, 'role' | 'state' | 'muted'> | undefined;

/** Null when allowed; otherwise the code to answer to somebody who may read the room. `own` = to what they added themself. */
export function refusalOf(
  verb: MaterialVerb,
  actor: Actor,
  relation: Relation,
  room: Place,
  own: boolean,
): ErrorCode | null {
  const member = relation?.state === 'member' ? relation : undefined;
  const open = room.state === 'open' || IN_ARCHIVED.includes(verb);
  if (member?.muted && verb !== 'material.remove') return 'chat/muted';
  // Whom no lock holds up are those who put the materials in order.
  const locked = verb === 'material.add' && room.locks.files && !granted('material.order', actor, member, room, own);
  if (open && granted(verb, actor, member, room, own)) return locked ? 'uploads/locked' : null;
  if (!open && granted(verb, actor, member, room, true)) return 'rooms/archived';
  if (!member && cellOf(verb, 'learner') !== 'no') return 'rooms/not-a-member';
  return granted(verb, actor, member, room, true) ? 'materials/not-yours' : 'not-allowed';
}

/** By the room role, or by the platform role; a guest needs both the guest's column and that of the role. */
function granted(verb: MaterialVerb, actor: Actor, member: Relation, room: Place, own: boolean): boolean {
  const holds = (column: Column): boolean => cellOf(verb, column) === 'yes' || (cellOf(verb, column) === 'own' && own);
  if (member && holds(member.role) && (actor.kind !== 'guest' || holds('guest'))) return true;
  return room.kind !== 'direct' && actor.role !== 'member' && holds(actor.role);
}

function cellOf(verb: MaterialVerb, column: Column): string {
  return TABLE[verb].split(' ')[COLUMNS.indexOf(column)] ?? 'no';
}
