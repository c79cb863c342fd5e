import { Injectable } from '@nestjs/common';
import type { Language } from '../../contract/words.js';
import { Clock } from '../clock/clock.js';
import { busy } from '../errors/domain-error.js';
import { EventLog } from '../event-log/event-log.js';
import { Metrics } from '../observability/metrics.js';
import { Pressure } from '../observability/pressure.js';
import { Commands } from './commands.js';
import type { Connection } from './connection.js';
import { answerPacket } from './packets.js';

/**
 * One turn of the event loop takes in so many packets whatever they cost, and goes on for so long. Commits need several turns:
 * a turn that took in all that has arrived would take in the more the longer it lasted, and nothing would be stored any more.
 */
const OF_A_TURN = 200;
/** One crowded turn is a burst and no flood. */
const TURN_MS = 60;
const TURN_OF_MANY_MS = 12;
/** A flood goes on: whoever came again sooner than this would be refused again. */
const FLOOD_MS = 1_000;
/** With fewer than a portion waiting nobody waits for anybody. */
const PORTION = 500;
const STEP_MS = 250;

// Socket.IO 4: "2" an event, the number under which its answer is awaited, then the JSON array of its name and input.
const COMMAND = /^2(\d{1,15})\["([a-z]+:[a-z-]{1,40})",/;
const KEY = '"clientId"';
const SUBJECT = /"roomId":"([0-9a-f-]{36})"/;

/**
 * Refuses commands before they are so much as decoded. To refuse costs a fifteenth of what it costs to serve: only
 * so can a hub that is offered three times what it can do go on doing what it can.
 */
@Injectable()
export class Turnstile {
  #inTurn = 0;
  #began = 0;
  /** The turn before this one was crowded too. */
  #crowded = false;
  /** How late this process was when the turn began, where that is too late; otherwise 0. */
  #late = 0;
  /** Whose bytes are being read, and how many of its packets were let in and are not decoded yet. */
  #reading: Connection | undefined;
  #letIn = 0;
  readonly #refused = new Map<string, number>();
  /** Refusals by language and time to stay away. */
  readonly #answers = new Map<string, string>();

  constructor(
    private readonly commands: Commands,
    private readonly eventLog: EventLog,
    private readonly pressure: Pressure,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** A packet as it came. True if it is answered. */
  refuses(connection: Connection, data: unknown): boolean {
    this.#inTurn += 1;
    if (this.#inTurn === 1) this.beginTurn();
    if (this.isCalm(connection)) return false;
    const [, id, name] = (typeof data === 'string' && COMMAND.exec(data)) || [];
    if (id === undefined || name === undefined || typeof data !== 'string') return false;
    // Only what may come again: it has a key, and a queue of its own in the browser.
    if (!data.includes(KEY) && !this.commands.isPipelined(name)) return false;
    const wait = this.waitOf(connection, SUBJECT.exec(data)?.[1] ?? '');
    if (wait === 0) return this.letIn(connection);
    this.#refused.set(name, (this.#refused.get(name) ?? 0) + 1);
    connection.refuse(answerPacket(id, this.answer(connection.actor.language, wait)));
    return true;
  }

  /** Nobody waits for anybody: nothing has to be found out about this packet. */
  private isCalm({ waiting }: Connection): boolean {
    return waiting === 0 && this.#late === 0 && this.#inTurn <= OF_A_TURN && this.eventLog.waiting < PORTION;
  }

  private waitOf(connection: Connection, subject: string): number {
    const now = this.clock.monotonic();
    const most = this.#crowded ? TURN_OF_MANY_MS : TURN_MS;
    if (this.#inTurn > OF_A_TURN && now - this.#began > most) return Math.max(this.#crowded ? FLOOD_MS : 1, this.#late);
    const ahead = this.#reading === connection ? this.#letIn : 0;
    return this.commands.waitOf(connection, subject, now, ahead) || this.eventLog.waitOf(subject, now) || this.#late;
  }

  // What is read in one go is decoded together, after all of it has passed here.
  private letIn(connection: Connection): false {
    if (this.#reading !== connection) {
      this.#reading = connection;
      this.#letIn = 0;
      process.nextTick(() => (this.#reading = undefined));
    }
    this.#letIn += 1;
    return false;
  }

  private beginTurn(): void {
    this.#began = this.clock.monotonic();
    this.#late = this.pressure.waitMs;
    setImmediate(() => {
      this.#crowded = this.#inTurn > OF_A_TURN;
      this.#inTurn = 0;
      for (const [name, count] of this.#refused) this.metrics.commands.inc({ name, outcome: 'busy' }, count);
      this.#refused.clear();
    });
  }

  private answer(language: Language, wait: number): string {
    const rounded = Math.min(Math.ceil(wait / STEP_MS) * STEP_MS, 40 * STEP_MS);
    const key = `${language} ${rounded}`;
    const known = this.#answers.get(key) ?? JSON.stringify({ ok: false, error: busy(rounded).body(language) });
    this.#answers.set(key, known);
    return known;
  }
}
