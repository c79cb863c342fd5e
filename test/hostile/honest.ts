import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CANARY, type People } from './people.js';

const EVERY_MS = 150;
const PATIENCE_MS = 60_000;
const AGAIN_MS = 500;
const LATER: ReadonlySet<string> = new Set(['try-again', 'busy', 'too-fast']);

/** What two honest people beside the noise lived through. */
export interface HonestReport {
  readonly posted: number;
  readonly received: number;
  /** Events of the loud room that its honest follower got, all in order. */
  readonly loudEvents: number;
  /** How often Vera was told to try again a little later. */
  readonly putOff: number;
  readonly ackMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly problems: readonly string[];
}

/** Vera speaks to Benito all the time; he hears everything once and in order, in the loud room too. */
export class Honest {
  #going = true;
  readonly #posted: string[] = [];
  readonly #heard: string[] = [];
  readonly #took: number[] = [];
  readonly #problems: string[] = [];
  readonly #seqs = new Map<string, number>();
  #loudEvents = 0;
  #putOff = 0;
  #work: Promise<void> | undefined;

  constructor(private readonly people: People) {}

  async begin(): Promise<void> {
    const { benito, quiet, loud } = this.people;
    benito.raw.on('frame', ({ stream, events }) => {
      for (const { seq, type, payload } of events) this.hear(stream, seq, type, payload);
      // What was looked at is not kept: the loud room says a great deal.
      benito.events.length = 0;
    });
    for (const room of [quiet, loud]) {
      const { head } = await benito.open(`room:${room}`);
      this.#seqs.set(`room:${room}`, head.seq);
    }
    this.#work = this.speak().catch(
      (error: unknown) => void this.#problems.push(`Vera could not speak: ${String(error)}`),
    );
  }

  async end(): Promise<HonestReport> {
    this.#going = false;
    await this.#work;
    for (let waited = 0; waited < PATIENCE_MS && this.#heard.length < this.#posted.length; waited += 50)
      await sleep(50);
    for (const [index, text] of this.#posted.entries())
      if (this.#heard[index] !== text) {
        this.#problems.push(`Benito heard ${this.#heard[index] ?? 'nothing'} as number ${index}`);
        break;
      }
    const sorted = this.#took.toSorted((a, b) => a - b);
    const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
    return {
      posted: this.#posted.length,
      received: this.#heard.length,
      loudEvents: this.#loudEvents,
      putOff: this.#putOff,
      ackMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
      problems: this.#problems,
    };
  }

  private async speak(): Promise<void> {
    const { vera, benito, quiet } = this.people;
    while (this.#going) {
      const text = `${CANARY} ${this.#posted.length}`;
      const began = performance.now();
      const clientId = randomUUID();
      let answer = await vera.ask('chat:post', { roomId: quiet, clientId, text });
      // As every client does with what is refused only for the moment.
      while (!answer.ok && LATER.has(answer.error.code) && performance.now() - began < PATIENCE_MS) {
        this.#putOff += 1;
        await sleep(AGAIN_MS);
        answer = await vera.ask('chat:post', { roomId: quiet, clientId, text });
      }
      this.#took.push(performance.now() - began);
      if (answer.ok) this.#posted.push(text);
      else this.#problems.push(`Vera was refused: ${answer.error.code}`);
      if (!benito.raw.connected || !vera.raw.connected) {
        this.#problems.push('An honest connection was lost');
        return;
      }
      await sleep(EVERY_MS);
    }
  }

  private hear(stream: string, seq: number, type: string, payload: unknown): void {
    const before = this.#seqs.get(stream);
    if (before === undefined) return;
    if (seq !== before + 1)
      this.#problems.push(
        `${stream === `room:${this.people.loud}` ? 'The loud' : 'The quiet'} room went from ${before} to ${seq}`,
      );
    this.#seqs.set(stream, seq);
    if (stream === `room:${this.people.loud}`) this.#loudEvents += 1;
    else if (type === 'chat.message-posted') this.#heard.push(textOf(payload));
  }
}

function textOf(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null || !('message' in payload)) return '';
  const { message } = payload;
  return typeof message === 'object' && message !== null && 'text' in message ? String(message.text) : '';
}
