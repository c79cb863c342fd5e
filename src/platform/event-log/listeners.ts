import type { Clock, Timer } from '../clock/clock.js';
import { type Sql, sqlOf } from '../database/sql.js';
import { isPassing } from './connections.js';
import type { Projector, Reactor, StoredEvent } from './event-log.types.js';
import { applyListener, type LogParts } from './apply-listener.js';
import { ListenerRunner } from './listener-runner.js';
import { firstParked, park, type ParkedEvent, parkedEvents, unpark } from './parked-events.js';

const POLL_MS = 1_000;
const SETTLE_LOOK_MS = 10;

/** All listeners of this node: wakes them, and what an admin may do with them. */
export class Listeners {
  readonly #runners = new Map<string, ListenerRunner>();
  readonly #clock: Clock;
  #poll: Timer | undefined;
  #started = false;
  #closed = false;

  constructor(private readonly log: LogParts) {
    this.#clock = log.clock;
  }

  add(listener: Projector | Reactor): void {
    if (this.#started) throw new Error(`The listener ${listener.name} comes after the start.`);
    if (this.#runners.has(listener.name)) throw new Error(`The listener ${listener.name} exists twice.`);
    this.#runners.set(listener.name, new ListenerRunner(listener, this.log));
  }

  async start(): Promise<void> {
    this.#started = true;
    for (const runner of this.#runners.values()) await runner.register(this.sql);
    this.wakeAll();
    // Commits of other nodes are noticed here; those of this node wake at once.
    this.#poll = this.#clock.setRepeating(() => this.wakeAll(), POLL_MS);
  }

  committed(events: readonly StoredEvent[]): void {
    if (!this.#started) return;
    const types = new Set(events.map(({ type }) => type));
    for (const runner of this.#runners.values())
      if (runner.listener.types.some((type) => types.has(type))) runner.wake();
  }

  /** Resolves when every listener has applied or parked all that is in the log, what they appended themselves included. */
  async settled(): Promise<void> {
    if (!this.#started) return;
    for (
      let before = -1, last = await this.log.safe.last();
      last > before;
      before = last, last = await this.log.safe.last()
    )
      for (const runner of this.#runners.values()) await this.reach(runner, last);
  }

  /** Empties what a projector built and lets it read the log again. Facts it appended once are not appended again. */
  async rebuild(name: string): Promise<void> {
    const runner = this.runner(name);
    const { listener } = runner;
    if (listener.kind === 'reactor') throw new Error(`${name} is a reactor: what it does outside is never done again.`);
    await runner.alone(async ({ sql }) => {
      await listener.reset?.(sql);
      await sql.query(`delete from parked_events where listener = $1`, [name]);
      await sql.query(
        `update listener_cursors set replay_until = greatest(replay_until, position), position = 0, held_by_event = null where listener = $1`,
        [name],
      );
    });
    runner.forget();
    await this.reach(runner, await this.log.safe.last());
  }

  async parked(): Promise<ParkedEvent[]> {
    return parkedEvents(this.sql);
  }

  /** Tries a parked event once more and, where its stream is held, all that waits in the stream, in order. False if one fails. */
  async retryParked(name: string, position: number): Promise<boolean> {
    const runner = this.runner(name);
    for (let applied: number | undefined = position; applied !== undefined;) {
      const tried: { position?: number } = {};
      try {
        applied = await this.retryFirst(runner, position, tried);
      } catch (error) {
        const failed = tried.position;
        if (isPassing(error) || failed === undefined) throw error;
        await runner.alone(({ sql }) =>
          park(sql, name, failed, 1, error instanceof Error ? error.message : String(error)),
        );
        return false;
      }
    }
    return true;
  }

  /** Gives a parked event up; what waits behind it goes on. False if one of those fails. */
  async skipParked(name: string, position: number): Promise<boolean> {
    const runner = this.runner(name);
    await runner.alone(async ({ sql }) => {
      await unpark(sql, name, position);
      await runner.markHeld(sql);
    });
    return this.retryParked(name, position);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#clock.clearTimer(this.#poll);
    this.log.safe.close();
    await Promise.all([...this.#runners.values()].map((runner) => runner.close()));
  }

  private async retryFirst(
    runner: ListenerRunner,
    position: number,
    tried: { position?: number },
  ): Promise<number | undefined> {
    const { name, onFailure } = runner.listener;
    const done = await runner.alone(async (tx) => {
      const row = await firstParked(tx.sql, name, position, onFailure === 'hold');
      if (row === undefined) return undefined;
      tried.position = row.position;
      const event = this.log.writer.definitions.stored(row);
      const appended = await applyListener(runner.listener, this.log, tx, [event], false);
      await unpark(tx.sql, name, row.position);
      await runner.markHeld(tx.sql);
      return appended;
    });
    if (done !== undefined) this.log.committed(done);
    return done && tried.position;
  }

  private async reach(runner: ListenerRunner, position: number): Promise<void> {
    while (runner.progress < position && !this.#closed) {
      runner.hurry();
      await this.#clock.sleep(SETTLE_LOOK_MS);
    }
  }

  private wakeAll(): void {
    for (const runner of this.#runners.values()) runner.wake();
  }

  private runner(name: string): ListenerRunner {
    const runner = this.#runners.get(name);
    if (runner === undefined) throw new Error(`There is no listener ${name}.`);
    return runner;
  }

  private get sql(): Sql {
    return sqlOf(this.log.connections.pool);
  }
}
