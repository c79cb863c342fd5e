import type { EntityManager } from 'typeorm';
import type { EventPayload, EventType, Position } from '../../contract/realtime.contract.js';
import type { Actor } from '../actor/actor.js';
import type { Sql } from '../database/sql.js';
import type { Reading } from './readings.js';

/** A fact to be appended; `seq` and position are given by the log. */
export interface NewEvent<T extends EventType = EventType> {
  stream: string;
  type: T;
  /** The thing it is about (message, room, account): what `erase` finds it by. */
  subject: string | null;
  payload: EventPayload<T>;
  /** Null for the hub and wherever the author must stay unknown. Default: the actor of the command. */
  actor?: string | null;
  /** This event is a message: moves the stream's `lastMessageSeq`. */
  isMessage?: boolean;
}

/** A fact as stored. `position` is global; `payload` is already of the current version. */
export interface StoredEvent<T extends EventType = EventType> {
  position: number;
  stream: string;
  epoch: number;
  seq: number;
  type: T;
  version: number;
  subject: string | null;
  actor: string | null;
  at: Date;
  payload: EventPayload<T>;
  erased: boolean;
  isMessage: boolean;
}

/** One event type of a feature, declared in `<feature>.events.ts` and registered by `EventLog.defineEvents`. */
export interface EventDefinition {
  type: EventType;
  version: number;
  /** payload of an older version → of the next one; `upcasts[1]` turns 1 into 2. */
  upcasts?: Record<number, (payload: unknown) => unknown>;
  /** Facts stay, words go: the payload without what was erased. Required for every type that carries people's words. */
  blank?: (payload: never) => unknown;
  /** People whose rights this event may change: their following of the stream is authorised again after it. `['*']` = everybody's. */
  touchesRightsOf?: (payload: never) => string[];
}

// --- the hot door
/** One waiting command. */
export interface HotItem<I = unknown> {
  readonly actor: Actor;
  readonly stream: string;
  readonly input: I;
  /** The time of the batch: the same for all that is committed together. */
  readonly at: Date;
}

/**
 * Something deciders need to know, loaded in bulk under the locks and kept true while the batch is decided:
 * `evolve` sees every event accepted so far, so a lock earlier in the batch counts.
 */
export interface StatePart<S> {
  readonly name: string;
  load(sql: Sql, items: readonly HotItem[]): Promise<S>;
  evolve(state: S, event: DecidedEvent): void;
}
/** An accepted event of the running batch: it has its seq but no position yet. */
export type DecidedEvent = Omit<StoredEvent, 'position'>;

export interface Draft {
  /** Adds an event to this command's outcome and gives it its seq. Throwing afterwards takes all of them back. */
  readonly append: (event: NewEvent) => { seq: number };
  /** State of a part this command declared in `needs`. */
  readonly state: <S>(part: StatePart<S>) => S;
}

/** A command of the hot door, passed to `EventLog.append`. `decide` is pure and synchronous. */
export interface HotCommand<I, R> {
  readonly name: string;
  readonly needs: readonly StatePart<unknown>[];
  /** Streams besides the command's own that its events may go to (an `account:` of a mentioned person). */
  streams?(item: HotItem<I>): readonly string[];
  /** Returns the result for the acknowledgement; refuses by throwing a DomainError. */
  decide(item: HotItem<I>, draft: Draft): R;
}

/** Rows that change with an event, in bulk, in the transaction of the batch, whichever door it came through. */
export interface InlineProjection {
  readonly types: readonly EventType[];
  apply(sql: Sql, events: readonly StoredEvent[]): Promise<void>;
}

// --- the cold door
export interface Change {
  readonly manager: EntityManager;
  readonly sql: Sql;
  readonly at: Date;
  /** Only to streams that were named (and so locked) when the change began. */
  readonly append: (event: NewEvent) => { seq: number };
  /** Blanks the payloads of all events of that subject (in every stream) and drops the rings after the commit. */
  readonly erase: (subject: string) => Promise<void>;
  /**
   * Puts this name, and no face, on every card of the person in a portion of the log after a position; the facts stay.
   * Answers the position it came to, or null at the end of the log.
   */
  readonly forgetPerson: (person: { id: string; name: string }, after: number) => Promise<number | null>;
}

// --- listeners
export interface Listener {
  readonly name: string;
  readonly types: readonly EventType[];
  readonly from: 'start' | 'now';
  /** What follows an event that keeps failing: park it and go on, or hold this stream until somebody looks. */
  readonly onFailure: 'skip' | 'hold';
}
/** Changes only PostgreSQL; batch, effect and cursor are one transaction. Can be rebuilt from zero. */
export interface Projector extends Listener {
  readonly kind: 'projector';
  apply(change: ProjectorChange, events: readonly StoredEvent[]): Promise<void>;
  /** Empties what it built, before a rebuild. */
  reset?(sql: Sql): Promise<void>;
}
/** What a projector may do: SQL, and facts of its own in the same transaction. */
export interface ProjectorChange {
  readonly sql: Sql;
  readonly manager: EntityManager;
  /** Locks streams earlier than `append` does, for facts that carry a count: what is counted then stays true. All of them at once. */
  readonly lock: (streams: readonly string[]) => Promise<void>;
  /**
   * Locks the streams and appends. Streams of one call are locked in id order; call it at most once per `apply`.
   * While the projector is rebuilt it does nothing: facts that were appended once are in the log.
   */
  readonly append: (events: readonly NewEvent[]) => Promise<void>;
}
/** Has effects outside: in its transaction it only adds jobs keyed `<listener>:<position>`; never replayed. */
export interface Reactor extends Listener {
  readonly kind: 'reactor';
  jobs(event: StoredEvent): readonly { task: string; payload: unknown; queue?: string }[];
}

/** After every commit, in the order of seq within a stream as far as this node knows it; heal gaps from `EventLog.read`. */
export type CommittedListener = (events: readonly StoredEvent[]) => void;

export interface StreamHead extends Position {
  lastMessageSeq: number;
}

/** One feature's contribution to the snapshot of a kind of stream, of one moment with its head. */
export interface SnapshotPart {
  readonly streamKind: string;
  readonly name: string;
  /** The same for every viewer: read and encoded once per (stream, seq), for nobody whom a `personal` has refused. */
  shared(sql: Sql, stream: string): Promise<unknown>;
  /** What is the viewer's alone. Those of all features are one statement, whose answers come in the order they were declared. */
  personal?(stream: string, actor: Actor): Reading;
  /** The shared part as this viewer may have it: the same object for nearly everybody, who may have all of it. */
  fit?(shared: never, personal: never): unknown;
}
