import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EventType } from '../../contract/realtime.contract.js';
import type { Actor } from '../actor/actor.js';
import { Clock } from '../clock/clock.js';
import { DatabaseWatch } from '../database/database-watch.js';
import { DiskWatch } from '../database/disk-watch.js';
import { type Sql, sqlOf } from '../database/sql.js';
import { DomainError } from '../errors/domain-error.js';
import { Announcements, type StreamsListener } from './announcements.js';
import { ColdDoor } from './cold-door.js';
import { commandKey } from './command-keys.js';
import { Connections, named } from './connections.js';
import { EventDefinitions } from './event-definitions.js';
import type {
  Change,
  CommittedListener,
  EventDefinition,
  HotCommand,
  InlineProjection,
  Projector,
  Reactor,
  SnapshotPart,
  StoredEvent,
  StreamHead,
} from './event-log.types.js';
import { eventsAfter, lastSeqBy } from './events-after.js';
import { HotDoor } from './hot-door.js';
import { Listeners } from './listeners.js';
import { LogWriter } from './log-writer.js';
import type { ParkedEvent } from './parked-events.js';
import type { Moment, Reading } from './readings.js';
import { SafePosition } from './safe-position.js';
import { headsOf, type Snapshot, Snapshots } from './snapshots.js';

/** The log of facts: what people see and features react to. Its README tells the whole; this is its public face. */
@Injectable()
export class EventLog implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #definitions = new EventDefinitions();
  readonly #writer = new LogWriter(this.#definitions);
  readonly #announcements = new Announcements();
  readonly #hot: HotDoor;
  readonly #cold: ColdDoor;
  readonly #connections: Connections;
  readonly #snapshots: Snapshots;
  readonly #listeners: Listeners;
  #closing = false;

  constructor(
    source: DataSource,
    clock: Clock,
    private readonly disk: DiskWatch,
    private readonly database: DatabaseWatch,
  ) {
    this.#connections = new Connections(source, clock);
    const inDoubt = (streams: readonly string[]): void => this.#announcements.doubt(streams);
    this.#hot = new HotDoor(this.#connections, this.#writer, clock, (events) => this.published(events), inDoubt);
    this.#cold = new ColdDoor(this.#connections, this.#writer, clock, {
      committed: (events) => this.published(events),
      erased: (streams) => this.wordsGone(streams),
      inDoubt,
    });
    this.#snapshots = new Snapshots(this.#connections);
    this.#listeners = new Listeners({
      connections: this.#connections,
      writer: this.#writer,
      safe: new SafePosition(() => this.ask(), clock),
      clock,
      committed: (events) => this.published(events),
    });
  }

  // --- what the features declare, before the start
  defineEvents(definitions: readonly EventDefinition[]): void {
    this.#definitions.define(definitions);
  }

  definitionOf(type: EventType): EventDefinition {
    return this.#definitions.of(type);
  }

  /** Rows that change with events, in the transaction of either door. */
  project(projection: InlineProjection): void {
    this.#writer.project(projection);
  }

  listen(listener: Projector | Reactor): void {
    this.#listeners.add(listener);
  }

  snapshotPart(part: SnapshotPart): void {
    this.#snapshots.add(part);
  }

  // --- writing
  /** The hot door. `key` is the command's idempotency key (the clientId). Resolves after the commit. */
  async append<I, R>(
    command: HotCommand<I, R>,
    actor: Actor,
    stream: string,
    input: I,
    key: string | null,
  ): Promise<R> {
    this.assertWritable();
    const data = await new Promise<unknown>((resolve, reject) => {
      this.#hot.enter({
        command,
        actor,
        stream,
        input,
        key: key === null ? null : commandKey(actor.accountId, key, command.name, input),
        answer: (outcome) => (outcome.ok ? resolve(outcome.data) : reject(outcome.error)),
      });
    });
    return data as R;
  }

  /**
   * The cold door: locks the streams, runs `work` in one transaction (≤ 1 s; nothing in it waits for a network), commits.
   * Passing troubles of the database become `try-again` or `disk-full`; what constraints refuse reaches the caller as it is.
   */
  async change<R>(
    actor: Actor,
    streams: readonly string[],
    work: (change: Change) => Promise<R>,
    idempotent?: { key: string; command: string; input: unknown },
  ): Promise<R> {
    this.assertWritable();
    const key = idempotent ? commandKey(actor.accountId, idempotent.key, idempotent.command, idempotent.input) : null;
    return this.#cold.change(actor, streams, key, work);
  }

  /** Commands that wait at the hot door of this node. */
  get waiting(): number {
    return this.#hot.waiting;
  }

  /** How long a command about this subject would wait at the hot door (ms), where that is too long; otherwise 0. */
  waitOf(subject: string, now: number): number {
    return this.#hot.waitOf(subject, now);
  }

  // --- reading
  /** Events after a seq with the head of the same moment. A stream that does not exist yet has the head 0 of epoch 1. */
  async read(stream: string, after: number, limit: number): Promise<{ head: StreamHead; events: StoredEvent[] }> {
    return named(eventsAfter(this.ask(), this.#definitions, stream, after, limit));
  }

  async heads(streams: readonly string[]): Promise<Map<string, StreamHead>> {
    return named(headsOf(this.ask(), streams));
  }

  /** seq of the last event of a stream that had happened by then; 0 = none. */
  async seqAt(stream: string, at: Date): Promise<number> {
    return named(lastSeqBy(this.ask(), stream, at));
  }

  /** Reads rows and the head they belong to in one repeatable-read transaction. */
  async consistently<T>(stream: string, work: (sql: Sql, head: StreamHead) => Promise<T>): Promise<T> {
    return named(this.#snapshots.consistently(stream, work));
  }

  /** The head and what several features read, in one statement and so of one moment. */
  async atOnce<const R extends readonly Reading[]>(stream: string, readings: R): Promise<Moment<R>> {
    return named(this.#snapshots.atOnce(stream, readings));
  }

  /** Head and parts of a stream as one moment saw them. */
  async snapshot(stream: string, actor: Actor): Promise<Snapshot> {
    return named(this.#snapshots.of(stream, actor));
  }

  // --- hearing of commits, on this node
  onCommitted(listener: CommittedListener): () => void {
    return this.#announcements.onCommitted(listener);
  }

  onErased(listener: StreamsListener): () => void {
    return this.#announcements.onErased(listener);
  }

  /** Streams in which something may have been stored although nobody heard of it: the connection was lost at the wrong moment. */
  onDoubt(listener: StreamsListener): () => void {
    return this.#announcements.onDoubt(listener);
  }

  // --- listeners
  /** Resolves when every listener has applied or parked all that is in the log. */
  async settled(): Promise<void> {
    await this.#listeners.settled();
  }

  async rebuild(listener: string): Promise<void> {
    await this.#listeners.rebuild(listener);
  }

  async parked(): Promise<ParkedEvent[]> {
    return this.#listeners.parked();
  }

  async retryParked(listener: string, position: number): Promise<boolean> {
    return this.#listeners.retryParked(listener, position);
  }

  async skipParked(listener: string, position: number): Promise<boolean> {
    return this.#listeners.skipParked(listener, position);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#listeners.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.close();
  }

  private published(events: readonly StoredEvent[]): void {
    if (events.length === 0) return;
    this.#announcements.committed(events);
    this.#listeners.committed(events);
  }

  private wordsGone(streams: readonly string[]): void {
    this.#snapshots.forget(streams);
    this.#announcements.erased(streams);
  }

  private assertWritable(): void {
    if (this.#closing) throw new DomainError('shutting-down');
    if (this.disk.full) throw new DomainError('disk-full');
    this.database.assertThere();
  }

  private ask(): Sql {
    return sqlOf(this.#connections.pool);
  }

  /** Takes no more commands, finishes those under way. Idempotent. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#hot.idle();
    await this.#listeners.close();
  }
}
