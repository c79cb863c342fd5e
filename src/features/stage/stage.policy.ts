import type { ErrorCode } from '../../contract/errors.contract.js';
import type { StageView, TrackSource } from '../../contract/stage.contract.js';
import type { RoomKind, RoomRole, RoomState } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';

const COLUMNS = ['guest', 'spectator', 'learner', 'judge', 'co-host', 'host', 'staff', 'admin'] as const;
type Column = (typeof COLUMNS)[number];

/** The rows of docs/permissions.md about the stage, without its columns `visitor` and `outsider`, which are always "no". */
const TABLE = {
  //                      guest spectator learner judge co-host host staff admin
  'stage.join': 'yes yes yes yes yes yes no no',
  'stage.speak': 'yes no yes yes yes yes no no',
  'stage.show-camera': 'yes no yes yes yes yes no no',
  'stage.share-screen': 'yes no yes yes yes yes no no',
  'stage.caption': 'yes no yes yes yes yes no no',
  'stage.present': 'no no yes yes yes yes no no',
  'stage.pass-locks': 'no no no yes yes yes no no',
  'stage.ring': 'no no no no no no no no',
  'stage.raise-hand': 'yes yes yes yes yes yes no no',
  'stage.react': 'yes yes yes yes yes yes no no',
  'stage.check-in': 'yes yes yes yes yes yes no no',
  'stage.mute-person': 'no no no no lower yes yes yes',
  'stage.remove-person': 'no no no no lower yes yes yes',
  'stage.ask': 'no no no no yes yes no no',
  'stage.lead': 'no no no no yes yes no yes',
  'recording.lead': 'no no no no yes yes no no',
  'recording.end': 'no no no no yes yes yes yes',
  'recording.answer': 'yes yes yes yes yes yes no no',
  'recording.leave-out': 'yes yes yes yes yes yes no no',
  'recording.delete': 'no no no no yes yes yes yes',
} as const;
export type StageVerb = keyof typeof TABLE;
export const stageVerbs = Object.keys(TABLE) as StageVerb[];

const IN_DIRECT: readonly StageVerb[] = [
  'stage.join',
  'stage.speak',
  'stage.show-camera',
  'stage.share-screen',
  'stage.react',
  'stage.ring',
  'stage.caption',
];
/** What there is in no other room. */
const IN_DIRECT_ALONE: readonly StageVerb[] = ['stage.ring'];
/** What somebody muted in the room does without: they see and hear, and may ask for the floor. */
const HEARD: readonly StageVerb[] = [
  'stage.speak',
  'stage.show-camera',
  'stage.share-screen',
  'stage.caption',
  'stage.present',
  'stage.react',
];
/** Whom a waiting room keeps waiting has no part in these. */
const INSIDE: readonly StageVerb[] = [...HEARD, 'stage.join', 'stage.raise-hand', 'stage.check-in'];

/** Also of a room that is closed: what one takes away is gone. */
const TAKING_AWAY: readonly StageVerb[] = ['recording.leave-out', 'recording.delete'];

/** What a decision needs to know: how the room is, and what the person is in it now. */
export interface Place {
  readonly kind: RoomKind;
  readonly state: RoomState;
  /** Null for who is no member. */
  readonly role: RoomRole | null;
  readonly muted: boolean;
  /** The meeting that goes on has a waiting room, and nobody has let this person in. */
  readonly held: boolean;
  /** Of the two people of a direct room one blocks the other. */
  readonly blocked: boolean;
  readonly locks: StageView['locks'];
}

const NEEDED: Readonly<Record<TrackSource, { verb: StageVerb; lock: keyof StageView['locks'] }>> = {
  microphone: { verb: 'stage.speak', lock: 'microphones' },
  camera: { verb: 'stage.show-camera', lock: 'cameras' },
  screen: { verb: 'stage.share-screen', lock: 'screens' },
  'screen-audio': { verb: 'stage.share-screen', lock: 'screens' },
};
export const verbOf = (source: TrackSource): StageVerb => NEEDED[source].verb;

const RANK: Readonly<Record<RoomRole, number>> = { host: 5, 'co-host': 4, judge: 3, learner: 2, spectator: 1 };
export const ranksBelow = (role: RoomRole, other: RoomRole): boolean => RANK[role] < RANK[other];

/** Null when allowed; otherwise the code to answer to somebody who may read the room. `towards` is whom a `lower` is about. */
export function refusalOf(
  verb: StageVerb,
  actor: Actor,
  place: Place,
  towards: RoomRole | null = null,
): ErrorCode | null {
  if (!granted(verb, actor, place, towards)) {
    if (place.role === null && cellOf(verb, 'learner') === 'yes') return 'rooms/not-a-member';
    return 'not-allowed';
  }
  if (place.state === 'archived' && !TAKING_AWAY.includes(verb)) return 'rooms/archived';
  if (place.blocked) return 'rooms/no-direct';
  if (place.held && INSIDE.includes(verb) && !granted('stage.pass-locks', actor, place)) return 'stage/let-in-first';
  if (place.muted && HEARD.includes(verb)) return 'stage/muted';
  return null;
}

/** Whether a track of this kind may be on now: null, or the code to answer. */
export function onRefusalOf(source: TrackSource, actor: Actor, place: Place): ErrorCode | null {
  const { verb, lock } = NEEDED[source];
  const refusal = refusalOf(verb, actor, place);
  if (refusal !== null) return refusal;
  return place.locks[lock] && !passesLocks(actor, place) ? 'stage/locked' : null;
}

export const passesLocks = (actor: Actor, place: Place): boolean => granted('stage.pass-locks', actor, place);

/** By the room role, or by the platform role; a guest needs both the guest's column and that of the role. */
function granted(verb: StageVerb, actor: Actor, { kind, role }: Place, towards: RoomRole | null = null): boolean {
  if (kind === 'direct') return role !== null && IN_DIRECT.includes(verb);
  if (IN_DIRECT_ALONE.includes(verb)) return false;
  const holds = (column: Column): boolean => {
    const cell = cellOf(verb, column);
    if (cell === 'lower') return role !== null && (towards === null || ranksBelow(towards, role));
    return cell === 'yes';
  };
  if (role !== null && holds(role) && (actor.kind !== 'guest' || holds('guest'))) return true;
  return actor.role !== 'member' && holds(actor.role);
}

function cellOf(verb: StageVerb, column: Column): string {
  return TABLE[verb].split(' ')[COLUMNS.indexOf(column)] ?? 'no';
}
