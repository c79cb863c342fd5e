import type { Position } from '../../contract/realtime.contract.js';
import type { Clock, Timer } from '../clock/clock.js';
import type { EventLog } from '../event-log/event-log.js';
import type { StoredEvent } from '../event-log/event-log.types.js';
import type { Metrics } from '../observability/metrics.js';
import { FramePace } from './frame-pace.js';
import type { Following } from './following.js';
import { eventJson, framePacket, type Packet } from './packets.js';
import { type Entry, frames, Ring, RING_BYTES, RING_EVENTS, upTo } from './ring.js';

/** Most that is sent at once, so that a burst alone makes nobody a slow reader. */
const FLUSH_BYTES = 192 * 1024;
/** How long an event waits for one before it that was published later. */
const PATIENCE_MS = 40;
const RETRY_MS = 1_000;
/** More that came too early, or has not gone out, than this is not kept: the table has it. */
const EARLY_EVENTS = 2 * RING_EVENTS;
const UNSENT_BYTES = 4 * 1024 * 1024;

/** What a feed needs of the house. */
export interface FeedHouse {
  readonly eventLog: Pick<EventLog, 'heads' | 'read'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  rightsTouchedBy(event: StoredEvent): readonly string[];
  /** The followers have the frame of such an event. */
  onRightsTouched(stream: string, people: readonly string[]): void;
  onDelivered(events: readonly StoredEvent[]): void;
  onResync(followings: readonly Following[]): void;
}

/** One stream on this node: puts events in the order of seq, sends them as frames, keeps the newest to answer who comes back. */
export class StreamFeed {
  readonly followers = new Set<Following>();
  readonly ring = new Ring();
  epoch = 0;
  /** seq of the last event that was sent as a frame. */
  sent = 0;
  /** Since when nobody follows it (monotonic clock). */
  idleSince = 0;
  #admitted = 0;
  #started = false;
  #closed = false;
  #hint: Position | undefined;
  #generation = 0;
  readonly #early = new Map<number, StoredEvent>();
  readonly #pace = new FramePace();
  #frameTimer: Timer | undefined;
  #healTimer: Timer | undefined;
  #healing: Promise<void> | undefined;
  #again = false;
  #failed = false;

  constructor(
    readonly stream: string,
    private readonly house: FeedHouse,
  ) {}

  /** Finds the head. Events may come in before: they are held. */
  async start(): Promise<void> {
    const head = (await this.house.eventLog.heads([this.stream])).get(this.stream);
    this.begin(head ?? { epoch: 1, seq: 0 });
  }

  private begin({ epoch, seq }: Position): void {
    this.epoch = epoch;
    this.sent = this.#admitted = seq;
    this.#started = true;
    this.takeInOrder();
    const said = this.#hint;
    this.#hint = undefined;
    if (said) this.hint(said);
  }

  /** Events of this stream that were committed, in any order. */
  admit(events: readonly StoredEvent[]): void {
    for (const event of events) this.#early.set(event.seq, event);
    const last = events.at(-1);
    if (last && this.#early.size > EARLY_EVENTS) {
      this.#early.clear();
      return this.hint(last);
    }
    if (this.#started) this.takeInOrder();
  }

  /** Somebody says the stream is this far. */
  hint(head: Position): void {
    if (!this.#started) this.#hint = head;
    else if (this.behind(head)) void this.heal();
  }

  behind({ epoch, seq }: Position): boolean {
    return epoch > this.epoch || seq > this.#admitted;
  }

  /** Reads from the table what has not come by itself, and sends all there is. */
  async catchUp(): Promise<void> {
    await this.heal();
    this.flush(Infinity);
  }

  /** Events after `position` up to `head` as packets; null where they cannot be given without a hole. */
  async since(position: Position, head: Position): Promise<Packet[] | null> {
    const missing = head.seq - position.seq;
    if (position.epoch !== head.epoch || missing < 0 || missing > RING_EVENTS) return null;
    if (missing === 0) return [];
    const events = this.ring.between(position.seq, head.seq) ?? (await this.fromTable(position, head));
    return events && [framePacket(this.stream, head.epoch, events)];
  }

  /** Words of this stream were erased: nothing encoded before may be sent again. */
  forget(): void {
    const unsent = this.#admitted > this.sent;
    this.#generation += 1;
    this.#early.clear();
    this.ring.clear();
    this.#admitted = this.sent;
    if (unsent) void this.heal();
  }

  close(): void {
    this.#closed = true;
    this.house.clock.clearTimer(this.#frameTimer);
    this.house.clock.clearTimer(this.#healTimer);
  }

  private takeInOrder(): void {
    for (let next = this.#early.get(this.#admitted + 1); next; next = this.#early.get(this.#admitted + 1)) {
      if (next.epoch !== this.epoch) return void this.heal();
      this.#early.delete(next.seq);
      this.ring.push(next, this.house.rightsTouchedBy(next));
      this.#admitted = next.seq;
    }
    for (const seq of this.#early.keys()) if (seq <= this.#admitted) this.#early.delete(seq);
    if (this.#early.size > 0) this.healIn(PATIENCE_MS);
    if (this.#admitted === this.sent) return;
    if (this.ring.bytes > UNSENT_BYTES) this.resync({ epoch: this.epoch, seq: this.#admitted });
    else this.scheduleFrame();
  }

  private scheduleFrame(): void {
    if (this.#frameTimer !== undefined || this.#closed) return;
    const wait = this.#pace.wait(this.followers.size, this.house.clock.monotonic());
    if (wait === 0) this.flush();
    else this.#frameTimer = this.house.clock.setTimer(() => this.flush(), wait);
  }

  private flush(most = FLUSH_BYTES): void {
    this.house.clock.clearTimer(this.#frameTimer);
    this.#frameTimer = undefined;
    const unsent = upTo(most, this.ring.after(this.sent));
    if (unsent.length === 0) return;
    this.#pace.sent(this.followers.size, this.house.clock.monotonic());
    for (const entries of frames(unsent)) this.sendFrame(entries);
    const events = unsent.flatMap((entry) => entry.event ?? []);
    for (const entry of unsent) entry.event = undefined;
    this.ring.trim(this.sent);
    if (this.#admitted > this.sent) this.scheduleFrame();
    this.house.onDelivered(events);
  }

  private sendFrame(entries: readonly Entry[]): void {
    const last = entries[entries.length - 1];
    if (last === undefined) return;
    this.sent = last.seq;
    if (this.followers.size > 0) {
      const packet = framePacket(
        this.stream,
        this.epoch,
        entries.map(({ json }) => json),
      );
      this.house.metrics.frames.inc();
      this.house.metrics.deliveries.inc(this.followers.size);
      for (const follower of this.followers) follower.deliver(packet);
    }
    if (last.people.length > 0) this.house.onRightsTouched(this.stream, last.people);
  }

  private async fromTable(position: Position, head: Position): Promise<string[] | null> {
    const { events } = await this.house.eventLog.read(this.stream, position.seq, head.seq - position.seq);
    const encoded = events.filter(({ seq, epoch }) => seq <= head.seq && epoch === head.epoch).map(eventJson);
    const bytes = encoded.reduce((sum, json) => sum + Buffer.byteLength(json), 0);
    return encoded.length === head.seq - position.seq && bytes <= RING_BYTES ? encoded : null;
  }

  private healIn(ms: number): void {
    if (this.#healTimer !== undefined || this.#closed) return;
    this.#healTimer = this.house.clock.setTimer(() => {
      this.#healTimer = undefined;
      if (this.#early.size > 0 || this.#failed) void this.heal();
    }, ms);
  }

  private heal(): Promise<void> {
    this.#again = true;
    this.#healing ??= this.readOn().finally(() => {
      this.#healing = undefined;
      if (this.#again && !this.#closed) void this.heal();
    });
    return this.#healing;
  }

  private async readOn(): Promise<void> {
    try {
      // What is heard of while it reads may be newer than what it reads.
      while (this.#again && !this.#closed) {
        this.#again = false;
        const generation = this.#generation;
        const { head, events } = await this.house.eventLog.read(this.stream, this.#admitted, RING_EVENTS);
        this.#failed = false;
        if (generation !== this.#generation) this.#again = true;
        else if (head.epoch !== this.epoch || head.seq - this.#admitted > RING_EVENTS) this.resync(head);
        else {
          this.house.metrics.healed.inc(events.length);
          this.admit(events);
        }
      }
    } catch {
      this.#again = false;
      this.#failed = true;
      this.healIn(RETRY_MS); // The table cannot be read just now; followers are owed these events all the same.
    }
  }

  private resync(head: Position): void {
    const followings = [...this.followers];
    this.forget();
    this.begin(head);
    this.house.onResync(followings);
  }
}
