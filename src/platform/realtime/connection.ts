import type { Socket } from 'socket.io';
import type { Acknowledgement, Bye, Moved, ServerToClient } from '../../contract/realtime.contract.js';
import type { Actor } from '../actor/actor.js';
import type { Timer } from '../clock/clock.js';
import type { Following } from './following.js';
import { byePacket, type Packet } from './packets.js';

export interface SocketData {
  actor?: Actor;
  askedAt?: number;
}
export type Acknowledge = (answer: Acknowledgement<unknown>) => void;
export type LiveSocket = Socket<Record<string, never>, ServerToClient, Record<string, never>, SocketData>;

const BUDGET_BYTES = 1024 * 1024;
/** Above this a socket gets no signals until it has caught up. */
const CONGESTED_BYTES = 128 * 1024;
/** An answer, roughly: its own size is known only to those who encode it. */
const ANSWER_BYTES = 512;
/** How long somebody who was refused is not listened to. */
const REST_MS = 500;
const LAST_WORD_MS = 10_000;
const COME_BACK_MS = 1_000;

/** One socket of one person: what it follows, and how much of what was written to it still waits. */
export class Connection {
  readonly followings = new Map<string, Following>();
  watched: Set<string> | undefined;
  /** Counts how often this person's rights were touched: a decision in the making is then made again. */
  rightsTouched = 0;
  /** What moved of what is watched, until it is told. */
  moved: Map<string, Moved> | undefined;
  movedAt = -Infinity;
  movedTimer: Timer | undefined;
  /** Its commands that wait or run. */
  waiting = 0;
  gone = false;
  ended = false;
  // Socket.IO's own `conn` looks it up each time.
  readonly #conn: LiveSocket['conn'];
  readonly #line: LiveSocket['request']['socket'];
  #waiting = 0;
  /** An answer stands on the line and goes out at the end of this turn, with what follows it at once. */
  #answering = false;
  #refusals: Packet[] | undefined;

  constructor(
    private readonly socket: LiveSocket,
    public actor: Actor,
    /** When it asked to come in (monotonic clock). */
    readonly askedAt: number,
    private readonly tell: { slow(): void; left(connection: Connection): void },
  ) {
    this.#conn = socket.conn;
    this.#line = socket.request.socket;
    this.#conn.on('drain', () => (this.#waiting = 0));
  }

  /** Written but not yet taken by the network more than a healthy reader would let wait. */
  get congested(): boolean {
    return this.#waiting > CONGESTED_BYTES && this.#line.writableLength > 0;
  }

  send(packet: Packet): void {
    if (this.gone) return;
    if (this.#answering || this.isClear) return void this.#line.write(packet.frame);
    this.#waiting += packet.bytes;
    if (this.#waiting > BUDGET_BYTES) return this.sendAway();
    this.#conn.write(packet.text, packet.options);
  }

  /** Acknowledges a command. Whoever asks and does not listen is a slow reader too. */
  answer(acknowledge: Acknowledge, answer: Acknowledgement<unknown>): void {
    if (this.gone) return;
    const clear = this.isClear;
    if (clear) this.#line.cork();
    acknowledge(answer);
    this.#answering = clear;
    if (clear) return process.nextTick(() => this.answered());
    this.#waiting += ANSWER_BYTES;
    if (this.#waiting > BUDGET_BYTES) this.sendAway();
  }

  private answered(): void {
    this.#answering = false;
    this.#line.uncork();
  }

  /** Refusals of one turn of the event loop go out together. */
  refuse(answer: Packet): void {
    this.#refusals ??= [];
    if (this.#refusals.push(answer) === 1) setImmediate(() => this.sendRefusals());
  }

  // They were told to come again in a second. Whoever goes on all the same is read, and refused, several at a time.
  private rest(): void {
    this.#line.pause();
    setTimeout(() => this.#line.resume(), REST_MS).unref();
  }

  private sendRefusals(): void {
    const refusals = this.#refusals ?? [];
    this.#refusals = undefined;
    if (this.gone) return;
    if (this.isClear) this.#line.write(Buffer.concat(refusals.map(({ frame }) => frame)));
    else for (const refusal of refusals) this.send(refusal);
    this.rest();
  }

  /**
   * Nothing written before waits anywhere, neither in Engine.IO nor for the network: a finished frame may go straight to it. It
   * is what Engine.IO would write there in the end, at twice the work.
   */
  private get isClear(): boolean {
    const { readyState, transport } = this.#conn;
    return readyState === 'open' && transport.writable && this.#line.writableLength === 0;
  }

  /** For good: the client does not come back by itself, and nothing it asked for is begun any more. */
  end(bye: Bye): void {
    this.ended = true;
    this.say(bye);
    this.socket.disconnect(true);
  }

  /** The client comes back: what it sees is a connection that was lost, and before it the reason in words. */
  close(bye?: Bye): void {
    if (bye) this.say(bye);
    this.leave();
    this.#conn.close();
    // Nobody waits for ever for a buffer that does not empty.
    setTimeout(() => this.#line.destroy(), LAST_WORD_MS).unref();
  }

  /** It counts no more, whatever still has to be said to it. */
  leave(): void {
    if (this.gone) return;
    this.gone = true;
    this.tell.left(this);
  }

  /** A word about what comes next. */
  say(bye: Bye): void {
    const { text, options } = byePacket(bye);
    this.#answering = false;
    if (!this.gone) this.#conn.write(text, options);
  }

  // It reads too slowly: it will find what it missed by its seq.
  private sendAway(): void {
    this.tell.slow();
    this.close({ reason: 'slow', retryInMs: COME_BACK_MS });
  }
}
