import { Logger } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Actor } from '../actor/actor.js';
import type { Clock, Timer } from '../clock/clock.js';
import { classify, constraintOf } from '../database/database-errors.js';
import { DomainError, tryAgain } from '../errors/domain-error.js';
import { Admission, MAX_BATCH } from './admission.js';
import { type CommandKey, KEY_TAKEN, KnownKeys, type Outcome } from './command-keys.js';
import { type Connections, LIMITS, connectionGone, sqlOfClient, troubleOf } from './connections.js';
import { type Candidate, decideBatch, loadStates } from './decide-batch.js';
import type { HotCommand, StoredEvent } from './event-log.types.js';
import { type LogWriter, streamId } from './log-writer.js';
import { Pace } from './pace.js';

const LANES = 4;
const ATTEMPTS = 3;
/** A batch that is worth its commit as it is, whatever the pace of its streams. */
const FULL_BATCH = 32;
// A change of the cold door should hold its streams for no longer than that.
const LOCK_TIMEOUT_MS = 1_000;
const NO_PATIENCE_MS = 50;

/** A command waiting in its lane. */
export interface Waiting {
  readonly command: HotCommand<unknown, unknown>;
  readonly actor: Actor;
  readonly stream: string;
  readonly input: unknown;
  readonly key: CommandKey | null;
  readonly answer: (outcome: Outcome) => void;
}

interface Lane {
  readonly admission: Admission;
  waiting: Waiting[];
  running: boolean;
  /** Ends its pause before the next commit. */
  goOn?: (() => void) | undefined;
}

interface Ready extends Candidate {
  readonly waiting: Waiting;
  readonly streams: readonly string[];
}

/** The hot door: what arrives in a lane while its last commit is under way is decided and committed together. */
export class HotDoor {
  readonly #logger = new Logger('EventLog');
  readonly #lanes = Array.from({ length: LANES }, (): Lane => ({
    admission: new Admission(),
    waiting: [],
    running: false,
  }));
  readonly #pace = new Pace();
  #whenIdle: (() => void) | undefined;

  constructor(
    private readonly connections: Connections,
    private readonly writer: LogWriter,
    private readonly clock: Clock,
    private readonly committed: (events: readonly StoredEvent[]) => void,
    /** The connection was lost on the way: whether something was stored in these streams nobody here knows. */
    private readonly inDoubt: (streams: readonly string[]) => void,
  ) {}

  /** Commands that wait or are being decided. */
  get waiting(): number {
    return this.#lanes.reduce((sum, { waiting, running }) => sum + waiting.length + (running ? 1 : 0), 0);
  }

  /** Throws `busy` rather than let it wait long. */
  enter(command: Waiting): void {
    const lane = this.laneOf(command.stream);
    lane.admission.enter(command.stream, this.clock.monotonic());
    lane.waiting.push(command);
    if (lane.goOn && this.early(lane) === 0) lane.goOn();
    if (lane.running) return;
    lane.running = true;
    // After the present round of input, so that what came in with it is one batch.
    setImmediate(() => void this.drain(lane));
  }

  /** How long a command about this subject (the uuid of a stream) would wait, where that is too long; otherwise 0. */
  waitOf(subject: string, now: number): number {
    return this.laneOf(subject).admission.refusal(now);
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    if (this.waiting > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
  }

  private laneOf(stream: string): Lane {
    const lane = this.#lanes[hashOf(stream) % LANES];
    if (lane === undefined) throw new Error('There is no such lane.');
    return lane;
  }

  private async drain(lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      await this.pace(lane);
      const batch = lane.waiting.splice(0, MAX_BATCH);
      lane.admission.began(streamsOf(batch), this.clock.monotonic());
      await this.commit(batch, 1);
      lane.admission.ended(this.clock.monotonic());
    }
    lane.running = false;
    if (this.waiting === 0) this.#whenIdle?.();
  }

  /** Waits while every stream of the lane is busier than its pace allows, unless there is enough to do. */
  private async pace(lane: Lane): Promise<void> {
    const early = this.early(lane);
    if (early > 0) {
      let timer: Timer | undefined;
      await new Promise<void>((resolve) => {
        lane.goOn = resolve;
        timer = this.clock.setTimer(resolve, early);
      });
      this.clock.clearTimer(timer);
      lane.goOn = undefined;
    }
    this.#pace.committing(streamsOf(lane.waiting), this.clock.monotonic());
  }

  private early({ waiting }: Lane): number {
    return waiting.length >= FULL_BATCH ? 0 : this.#pace.early(streamsOf(waiting), this.clock.monotonic());
  }

  /**
   * Commits all of them, or takes them apart until the offender stands alone. Never throws.
   * With `held` it waits hardly at all for locks, and puts there what it could not lock.
   */
  private async commit(batch: readonly Waiting[], attempt: number, held?: (readonly Waiting[])[]): Promise<void> {
    try {
      return await this.attempt(batch, held ? NO_PATIENCE_MS : LOCK_TIMEOUT_MS);
    } catch (error) {
      const problem = classify(error);
      if (problem === 'lock-timeout') {
        if (held) held.push(batch);
        else await this.aroundLocked(batch, attempt);
        return undefined;
      }
      // Another node was faster with one of the keys, or a deadlock chose us: the same again finds what was stored.
      const passing = constraintOf(error) === KEY_TAKEN || problem === 'serialization';
      if (passing && attempt < ATTEMPTS) return this.commit(batch, attempt + 1, held);
      const trouble = troubleOf(error);
      if (trouble !== undefined) return this.refuse(batch, trouble);
      if (batch.length > 1) {
        const middle = batch.length >> 1;
        await this.commit(batch.slice(0, middle), 1, held);
        return this.commit(batch.slice(middle), 1, held);
      }
      if (error instanceof DomainError) return this.refuse(batch, error);
      this.report(error, batch[0]?.command.name ?? '');
      return this.refuse(batch, new DomainError(problem === 'invalid-value' ? 'invalid-input' : 'internal'));
    }
  }

  // A long change holds one of the streams: that one waits for it, the others of the lane do not.
  private async aroundLocked(batch: readonly Waiting[], attempt: number): Promise<void> {
    const streams = [...Map.groupBy(batch, ({ stream }) => stream).values()];
    if (streams.length === 1) {
      if (attempt < ATTEMPTS) return this.commit(batch, attempt + 1);
      return this.refuse(batch, tryAgain());
    }
    const held: (readonly Waiting[])[] = [];
    for (const part of streams) await this.commit(part, 1, held);
    for (const part of held) await this.commit(part, 1);
    return undefined;
  }

  private async attempt(batch: readonly Waiting[], lockTimeout: number): Promise<void> {
    const at = this.clock.now();
    const ready = batch.map((waiting) => this.prepare(waiting, at)).filter((candidate) => candidate !== undefined);
    if (ready.length === 0) return;
    const { outcomes, events } = await this.connections.connected(async (client) => {
      try {
        return await this.decideAndWrite(client, ready, at, lockTimeout);
      } catch (error) {
        await client.query('ROLLBACK').catch(connectionGone);
        if (classify(error) === 'unavailable') this.inDoubt(ready.flatMap(({ streams }) => streams));
        throw error;
      }
    });
    this.laneOf(batch[0]?.stream ?? '').admission.progressed(this.clock.monotonic());
    for (const [index, { waiting }] of ready.entries()) {
      const outcome = outcomes[index];
      if (outcome) waiting.answer(outcome);
    }
    this.committed(events);
  }

  private async decideAndWrite(client: PoolClient, ready: readonly Ready[], at: Date, lockTimeout: number) {
    const draft = await this.writer.lock(
      client,
      `BEGIN; ${LIMITS}; SET LOCAL lock_timeout = ${lockTimeout};`,
      ready.flatMap(({ streams }) => streams),
      at,
    );
    const sql = sqlOfClient(client);
    const known = await KnownKeys.load(
      sql,
      ready.flatMap(({ key }) => key ?? []),
    );
    const states = await loadStates(sql, ready);
    const { outcomes, keys } = decideBatch(ready, draft, states, known, (error, command) =>
      this.report(error, command),
    );
    const events = draft.events.length + keys.length > 0 ? await this.writer.write(sql, draft, keys) : [];
    const { command } = await client.query('COMMIT');
    // A transaction in which a failure was swallowed answers ROLLBACK here, without an error.
    if (command !== 'COMMIT')
      throw new Error(`The batch was not committed: a projection or a state part hid a failed statement.`);
    return { outcomes, events };
  }

  private prepare(waiting: Waiting, at: Date): Ready | undefined {
    const { command, actor, stream, input, key } = waiting;
    const item = { actor, stream, input, at };
    try {
      return { waiting, command, item, key, streams: [stream, ...(command.streams?.(item) ?? [])].map(streamId) };
    } catch (error) {
      if (!(error instanceof DomainError)) this.report(error, command.name);
      waiting.answer({ ok: false, error: error instanceof DomainError ? error : new DomainError('internal') });
      return undefined;
    }
  }

  private refuse(batch: readonly Waiting[], error: DomainError): void {
    for (const { answer } of batch) answer({ ok: false, error });
  }

  private report(error: unknown, command: string): void {
    this.#logger.error(`${command} failed`, error instanceof Error ? error.stack : String(error));
  }
}

const streamsOf = (waiting: readonly Waiting[]): string[] => waiting.map(({ stream }) => stream);

/** By the uuid in the middle: what is about one thing always goes through the same lane of a node. FNV-1a, 32 bits. */
function hashOf(stream: string): number {
  const from = stream.indexOf(':') + 1;
  let hash = 0x811c9dc5;
  const end = Math.min(from + 36, stream.length);
  for (let index = from; index < end; index += 1) hash = Math.imul(hash ^ stream.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
