import { Logger } from '@nestjs/common';
import type { Timer } from '../clock/clock.js';
import { type Sql, sqlOf } from '../database/sql.js';
import { Seldom } from '../observability/seldom.js';
import { applyListener, type LogParts } from './apply-listener.js';
import { LIMITS, isPassing, type Transaction } from './connections.js';
import { EVENT_COLUMNS, type EventRow } from './event-definitions.js';
import type { Projector, Reactor, StoredEvent } from './event-log.types.js';
import { heldStreams, markHeld, park } from './parked-events.js';

const BATCH = 200;
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 50;
const PAUSE_MS = 1_000;
/** A round begins at most this often while others write: a transaction for what has come together costs what one for a single event does. */
const PACE_MS = 200;
/** A listener that meets none of its types writes its cursor only this often. */
const LAZY_CURSOR = 1_000;

interface CursorRow {
  position: number;
  replayUntil: number;
  held: number | null;
}

/** Leads one listener through the log: in order, each event once, one node at a time (whoever has locked the cursor). */
export class ListenerRunner {
  readonly #logger = new Logger('EventLog');
  readonly #seldom = new Seldom();
  #running = false;
  #wanted = false;
  #closed = false;
  #whenIdle: (() => void) | undefined;
  #timer: Timer | undefined;
  #notBefore = 0;
  /** When the last round began. */
  #began = -PACE_MS;
  #soon: Timer | undefined;
  /** Up to here there is nothing for this listener, as long as the cursor is still where it was then. */
  #seen = { cursor: -1, position: 0 };
  /** Up to here events are taken one by one, because a batch with them failed. */
  #singlyUntil = 0;
  #failing = { position: 0, attempts: 0 };
  /** What the present round applies. */
  #current: StoredEvent[] = [];

  constructor(
    readonly listener: Projector | Reactor,
    private readonly log: LogParts,
  ) {}

  /** Everything up to here is applied or parked, as far as this node knows. */
  get progress(): number {
    return Math.max(this.#seen.cursor, this.#seen.position);
  }

  /** Makes the cursor where there is none: at the beginning, or at what is the end now. */
  async register(sql: Sql): Promise<void> {
    const position = this.listener.from === 'now' ? await this.log.safe.last() : 0;
    await sql.query(`insert into listener_cursors (listener, position) values ($1, $2) on conflict do nothing`, [
      this.listener.name,
      position,
    ]);
  }

  /** There may be something: at once after a quiet time, otherwise in company with what else comes until then. */
  wake(): void {
    this.#wanted = true;
    if (this.#running || this.#soon) return;
    const wait = this.#began + PACE_MS - this.log.clock.monotonic();
    if (wait <= 0) this.hurry();
    else if (!this.#closed) this.#soon = this.log.clock.setTimer(() => this.hurry(), wait);
  }

  /** Somebody waits for it. */
  hurry(): void {
    this.log.clock.clearTimer(this.#soon);
    this.#soon = undefined;
    this.#wanted = true;
    if (this.#running || this.#closed || this.pausing) return;
    this.#running = true;
    void this.work();
  }

  /** After a rebuild nothing is known about what lies ahead. */
  forget(): void {
    this.#seen = { cursor: -1, position: 0 };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.log.clock.clearTimer(this.#timer);
    this.log.clock.clearTimer(this.#soon);
    if (this.#running) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
  }

  /** Runs `work` while no node applies this listener. */
  async alone<T>(
    work: (tx: Transaction & { sql: Sql; cursor: CursorRow }) => Promise<T>,
    wait = true,
  ): Promise<T | undefined> {
    return this.log.connections.transaction('READ COMMITTED', async ({ client, manager }) => {
      await client.query(LIMITS);
      const sql = sqlOf(manager);
      const [cursor] = await sql.query<CursorRow>(
        `select position, replay_until as "replayUntil", held_by_event as held from listener_cursors
         where listener = $1 for update ${wait ? '' : 'skip locked'}`,
        [this.listener.name],
      );
      return cursor && work({ client, manager, sql, cursor });
    });
  }

  private async work(): Promise<void> {
    for (let more = true; more && !this.#closed && !this.pausing;) {
      this.#wanted = false;
      this.#current = [];
      this.#began = this.log.clock.monotonic();
      more = await this.round().catch((error: unknown) => this.failed(error));
    }
    this.#running = false;
    this.#whenIdle?.();
    if (this.#wanted) this.wake();
  }

  /** One batch, or one event while a failed batch is taken apart. True if there may be more. */
  private async round(): Promise<boolean> {
    const safe = await this.log.safe.advance();
    const done = await this.alone(async (tx) => {
      const { cursor, sql } = tx;
      const from = cursor.position === this.#seen.cursor ? this.progress : cursor.position;
      const replaying = cursor.replayUntil > from;
      const until = replaying ? Math.min(safe, cursor.replayUntil) : safe;
      const limit = from < this.#singlyUntil ? 1 : BATCH;
      const events = await this.read(sql, from, until, limit);
      this.#current = await this.parkHeld(sql, events, cursor);
      const appended = await applyListener(this.listener, this.log, tx, this.#current, replaying);
      const position = (events.length === limit ? events.at(-1)?.position : undefined) ?? Math.max(from, until);
      const moves =
        events.length > 0 || (replaying && position > cursor.position) || position > cursor.position + LAZY_CURSOR;
      if (moves) await moveCursor(sql, this.listener.name, position);
      return { appended, seen: { cursor: moves ? position : cursor.position, position }, more: position < safe };
    }, false);
    // Another node is at it.
    if (done === undefined) return false;
    this.#seen = done.seen;
    this.log.committed(done.appended);
    return done.more;
  }

  private async read(sql: Sql, after: number, until: number, limit: number): Promise<StoredEvent[]> {
    const rows = await sql.query<EventRow>(
      `select ${EVENT_COLUMNS} from events e join streams s on s.id = e.stream
       where e.position > $1 and e.position <= $2 and e.type = any ($3::text[]) order by e.position limit $4`,
      [after, until, this.listener.types, limit],
    );
    return rows.map((row) => this.log.writer.definitions.stored(row));
  }

  /** Events of held streams wait behind the one that is parked; the others are returned. */
  private async parkHeld(sql: Sql, events: readonly StoredEvent[], { held }: CursorRow): Promise<StoredEvent[]> {
    if (held === null || events.length === 0) return [...events];
    const streams = await heldStreams(sql, this.listener.name);
    for (const { stream, position } of events)
      if (streams.has(stream))
        await park(sql, this.listener.name, position, 0, 'Waits behind an earlier event of its stream.');
    return events.filter(({ stream }) => !streams.has(stream));
  }

  /** True if the listener may go on at once. */
  private async failed(error: unknown): Promise<boolean> {
    const { name } = this.listener;
    const event = this.#current.at(-1);
    try {
      // Also where it passes: a batch that is too much for the time of one transaction would be so again.
      if (event !== undefined && this.#current.length > 1) this.#singlyUntil = event.position;
      if (isPassing(error) || event === undefined) {
        this.pause(PAUSE_MS, error);
        return false;
      }
      if (this.#current.length > 1) return true;
      const { position } = event;
      const attempts = this.#failing.position === position ? this.#failing.attempts + 1 : 1;
      this.#failing = { position, attempts };
      if (attempts < ATTEMPTS) {
        this.pause(FIRST_PAUSE_MS * 3 ** (attempts - 1), error);
        return false;
      }
      const reason = error instanceof Error ? error.message : String(error);
      this.#logger.error(`${name} parks event ${position} after ${attempts} attempts: ${reason}`);
      await this.alone(async ({ sql, cursor }) => {
        if (cursor.position >= position) return;
        await park(sql, name, position, attempts, reason);
        await moveCursor(sql, name, position);
        await this.markHeld(sql);
      });
      return true;
    } catch (again) {
      this.pause(PAUSE_MS, again);
      return false;
    }
  }

  /** After something was parked or released. */
  async markHeld(sql: Sql): Promise<void> {
    if (this.listener.onFailure === 'hold') await markHeld(sql, this.listener.name);
  }

  private get pausing(): boolean {
    return this.log.clock.monotonic() < this.#notBefore;
  }

  private pause(ms: number, error: unknown): void {
    const now = this.log.clock.monotonic();
    const reason = error instanceof Error ? error.message : String(error);
    this.#seldom.say(reason, now, () => this.#logger.warn(`${this.listener.name} pauses for ${ms} ms: ${reason}`));
    this.#notBefore = now + ms;
    this.#timer = this.log.clock.setTimer(() => {
      this.#notBefore = 0;
      this.hurry();
    }, ms);
  }
}

async function moveCursor(sql: Sql, listener: string, position: number): Promise<void> {
  await sql.query(`update listener_cursors set position = $2, updated_at = now() where listener = $1`, [
    listener,
    position,
  ]);
}
