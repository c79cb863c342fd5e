import { Socket } from 'node:net';
import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { Clock, type Timer } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { tryAgain } from '../errors/domain-error.js';
import { AwayError } from './database-errors.js';

const EVERY_MS = 250;
const TICK_MS = 50;
/** Ticks a server may take to answer. Ticks and not milliseconds: a process that was late itself has not waited for anybody. */
const PATIENCE = 12;
/** A new connection on which nothing at all was heard by then leads nowhere. */
const SILENT_MS = 3_000;

/** What is wrong with the database, for operators. */
type Trouble = 'it refuses connections' | 'it does not answer';

/**
 * Knows within three quarters of a second that the database is gone, also when it hangs and says nothing. Then every connection of
 * the hub is cut, so that nobody waits on one, new ones fail at once, and one alone knocks until it is back.
 */
@Injectable()
export class DatabaseWatch implements OnModuleInit, OnApplicationShutdown {
  readonly #log = new Logger('Database');
  readonly #lines = new Set<Socket>();
  /** Bytes heard on connections that have ended. */
  #before = 0;
  #knocking: pg.Client | undefined;
  #away: { trouble: Trouble; since: number } | undefined;
  #timer: Timer | undefined;
  #closed = false;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Why nothing that needs the database is worth trying now; undefined while it answers. */
  get trouble(): Trouble | undefined {
    return this.#away?.trouble;
  }

  /** Throws `try-again` while the database is away: at once, and at the price of a look. */
  assertThere(): void {
    if (this.#away) throw tryAgain();
  }

  /** The network below a connection of a pool (the `stream` of pg). */
  readonly line = (): Socket => {
    const line = new Socket();
    // After its owner has begun to listen for errors.
    if (this.#away) process.nextTick(() => line.destroy(new AwayError()));
    this.#lines.add(line);
    // What has come meanwhile is read before the look.
    const look = (): unknown => line.bytesRead === 0 && line.destroy(new AwayError());
    const silent = this.clock.setTimer(() => setImmediate(look), SILENT_MS);
    line.once('close', () => {
      this.clock.clearTimer(silent);
      this.#before += line.bytesRead;
      this.#lines.delete(line);
    });
    return line;
  };

  onModuleInit(): void {
    this.#timer = this.clock.setTimer(() => void this.beat(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    this.close();
  }

  /** Idempotent. */
  close(): void {
    this.#closed = true;
    this.clock.clearTimer(this.#timer);
    this.hangUp();
  }

  private async beat(): Promise<void> {
    let trouble = await this.knock();
    // A server that is there may have reasons of its own to end one connection.
    if (trouble === 'it refuses connections' && !this.#away && !this.#closed) trouble = await this.knock();
    if (this.#closed) return;
    if (trouble === undefined) this.there();
    else this.gone(trouble);
    this.#timer = this.clock.setTimer(() => void this.beat(), EVERY_MS);
  }

  private async knock(): Promise<Trouble | undefined> {
    const answer = this.answer().then(
      () => undefined,
      (): Trouble => 'it refuses connections',
    );
    const trouble = await this.patiently<Trouble | undefined>(answer, 'it does not answer');
    if (trouble !== undefined) this.hangUp();
    return trouble;
  }

  private async answer(): Promise<unknown> {
    if (this.#knocking) return this.#knocking.query('select 1');
    const client = new pg.Client({ connectionString: this.config.databaseUrl, application_name: 'tertulia watch' });
    // What ends it ends its question too, and that is heard.
    client.on('error', () => undefined);
    this.#knocking = client;
    await client.connect();
    return client.query('select 1');
  }

  private hangUp(): void {
    this.#knocking?.connection.stream.destroy();
    this.#knocking = undefined;
  }

  // A server that answers others is slow, and not gone.
  private patiently<T>(answer: Promise<T>, otherwise: T): Promise<T> {
    return new Promise((resolve) => {
      let ticks = 0;
      let heard = this.heard();
      const timer = this.clock.setRepeating(() => {
        ticks += 1;
        if (ticks < PATIENCE) return;
        const now = this.heard();
        if (now === heard) return finish(otherwise);
        heard = now;
        ticks = 0;
      }, TICK_MS);
      const finish = (value: T): void => {
        this.clock.clearTimer(timer);
        resolve(value);
      };
      void answer.then(finish);
    });
  }

  /** Changes when anything is heard on any connection. */
  private heard(): number {
    return [...this.#lines].reduce((sum, { bytesRead }) => sum + bytesRead, this.#before);
  }

  private gone(trouble: Trouble): void {
    if (!this.#away) this.#log.error(`The database is gone (${trouble}); what needs it is refused until it is back.`);
    this.#away = { trouble, since: this.#away?.since ?? this.clock.monotonic() };
    for (const line of this.#lines) line.destroy(new AwayError());
  }

  private there(): void {
    if (!this.#away) return;
    const seconds = ((this.clock.monotonic() - this.#away.since) / 1000).toFixed(1);
    this.#away = undefined;
    this.#log.warn(`The database is back after ${seconds} s.`);
  }
}
