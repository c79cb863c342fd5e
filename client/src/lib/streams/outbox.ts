import { liveQuery, type Observable } from 'dexie';
import type { ErrorDetails } from '@contract/errors.contract.js';
import { asApiError, type ApiError, type FailureCode } from '../api/api-error.js';
import { newId, now, random } from '../session/device.js';
import { exclusive } from '../session/exclusive.js';
import type { Connection } from './connection.js';
import type { LocalStore, Queued, QueuedCommand, QueuedInput } from './local-store.js';

/** Not the last word: the same command with the same key may well be taken later. */
const PASSING: readonly FailureCode[] = [
  'offline',
  'no-answer',
  'try-again',
  'too-fast',
  'chat/slow-mode',
  'busy',
  'disk-full',
  'shutting-down',
  'internal',
  'not-signed-in',
  'old-client',
];
const STEP_MS = 1_500;
const MOST_WAIT_MS = 30_000;
/** By then the event of a sent command has come by the stream, or a snapshot has it. */
const KEEP_SENT_MS = 10_000;

/**
 * What this person wrote and the hub has not confirmed, in order per room, durable. It is stored before it is sent;
 * one tab of the browser sends at a time; an interrupted sending is repeated with the same key and counts once.
 */
export class Outbox {
  /** Rooms that wait before they try again: until when, and after how many tries. */
  readonly #resting = new Map<string, { until: number; tries: number }>();
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #forgetting = new Set<ReturnType<typeof setTimeout>>();
  readonly #stops: (() => void)[] = [];

  constructor(
    private readonly accountId: string,
    private readonly store: LocalStore,
    private readonly connection: Pick<Connection, 'ask' | 'state'>,
  ) {}

  /** Sends what was left behind, now and whenever the connection comes back or another tab writes something. */
  start(): void {
    this.#stops.push(this.connection.state.subscribe(() => this.drain()));
    const waiting = liveQuery(() => this.store.outbox.where('state').equals('waiting').count());
    const watching = waiting.subscribe({ next: (count) => count > 0 && this.drain(), error: () => undefined });
    this.#stops.push(() => watching.unsubscribe());
    void this.store.outbox.where('state').equals('sent').delete();
    this.drain();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#forgetting.forEach(clearTimeout);
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** Resolves when it is stored on this device; from then on it will be sent. Answers its key. */
  async send<C extends QueuedCommand>(command: C, input: QueuedInput<C>): Promise<string> {
    const clientId = newId();
    const row = { command, input, roomId: input.roomId, clientId, at: new Date(now()).toISOString(), state: 'waiting' };
    await this.store.outbox.add(row as Omit<Queued, 'order'>);
    this.drain();
    return clientId;
  }

  /** Everything of one room in order, live, from whatever tab it was written. */
  ofRoom(roomId: string): Observable<Queued[]> {
    return liveQuery(() => this.store.outbox.where('roomId').equals(roomId).sortBy('order'));
  }

  /** How much is not with the hub yet (waiting or refused): to ask before a sign-out. */
  unsent(): Promise<number> {
    return this.store.outbox.where('state').anyOf('waiting', 'refused').count();
  }

  /** Tries a refused command again, as new (the old key keeps its refusal), at the end of the queue; maybe with another text. */
  async retry(order: number, text?: string): Promise<void> {
    await this.store.transaction('rw', this.store.outbox, async () => {
      const row = await this.store.outbox.get(order);
      if (row?.state !== 'refused') return;
      const { order: _place, code: _code, details: _details, ...rest } = row;
      const input = text === undefined ? row.input : { ...row.input, text };
      await this.store.outbox.delete(order);
      await this.store.outbox.add({ ...rest, input, clientId: newId(), state: 'waiting' });
    });
    this.drain();
  }

  discard(order: number): Promise<void> {
    return this.store.outbox.delete(order);
  }

  /** Asks for a round of sending; many askings are one round. */
  drain(): void {
    if (this.#closed || this.connection.state.get() !== 'online') return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#running = exclusive(`tertulia.outbox.${this.accountId}`, () => this.#round())
      .catch(() => this.#wake(MOST_WAIT_MS))
      .finally(() => {
        this.#running = null;
        if (this.#again) this.drain();
      });
  }

  async #round(): Promise<void> {
    for (;;) {
      if (this.#closed || this.connection.state.get() !== 'online') return;
      const waiting = await this.store.outbox.where('state').equals('waiting').sortBy('order');
      const queues = [...Map.groupBy(waiting, ({ roomId }) => roomId)];
      const ready = queues.filter(([roomId]) => this.#restsUntil(roomId) <= now());
      if (ready.length === 0) {
        // The one alarm belongs to whoever rests the shortest; the next round sets it for the next one.
        const soonest = Math.min(...queues.map(([roomId]) => this.#restsUntil(roomId)));
        if (queues.length > 0) this.#wake(Math.max(0, soonest - now()));
        return;
      }
      await Promise.all(ready.map(([, queue]) => this.#deliverInOrder(queue)));
    }
  }

  async #deliverInOrder(queue: readonly Queued[]): Promise<void> {
    for (const row of queue) if (this.#closed || !(await this.#deliver(row))) return;
  }

  /** Whether this one is done with, so that the next of its room may go. */
  async #deliver({ order, roomId }: Queued): Promise<boolean> {
    const row = await this.store.outbox.get(order);
    // Discarded meanwhile, perhaps in another tab.
    if (row?.state !== 'waiting') return true;
    try {
      const { seq } = await this.connection.ask(row.command, { ...row.input, clientId: row.clientId });
      this.#resting.delete(roomId);
      await this.store.outbox.update(order, { state: 'sent', seq, code: undefined, details: undefined });
      if (!this.#closed) this.#forgetting.add(setTimeout(() => void this.discard(order), KEEP_SENT_MS));
      return true;
    } catch (failure) {
      const { code, details } = asApiError(failure);
      const passing = PASSING.includes(code);
      if (passing) this.#rest(roomId, asApiError(failure));
      await this.store.outbox.update(order, passing ? { code, details } : { code, details, state: 'refused' });
      return !passing;
    }
  }

  #rest(roomId: string, { details }: ApiError): void {
    const tries = (this.#resting.get(roomId)?.tries ?? 0) + 1;
    const wait = askedFor(details) ?? Math.min(MOST_WAIT_MS, STEP_MS * 2 ** (tries - 1));
    this.#resting.set(roomId, { until: now() + wait, tries });
  }

  #restsUntil = (roomId: string): number => this.#resting.get(roomId)?.until ?? 0;

  #wake(inMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => this.drain(), inMs + 20);
  }
}

/** How long the hub wants to be left alone, and a little more for each, so that not all who were refused come at once. */
function askedFor({ retryInMs, retryAfter }: ErrorDetails): number | undefined {
  const asked = typeof retryInMs === 'number' ? retryInMs : typeof retryAfter === 'number' ? retryAfter * 1000 : null;
  return asked === null ? undefined : Math.min(asked, MOST_WAIT_MS) * (1 + random() / 2);
}
