import { Injectable } from '@nestjs/common';
import type { EventType, Position } from '../../contract/realtime.contract.js';
import { Clock } from '../clock/clock.js';
import { Together } from '../database/together.js';
import { EventLog } from '../event-log/event-log.js';
import type { StoredEvent, StreamHead } from '../event-log/event-log.types.js';
import { Metrics } from '../observability/metrics.js';
import type { Following } from './following.js';
import { type FeedHouse, StreamFeed } from './stream-feed.js';

const RINGS_BYTES = 64 * 1024 * 1024;
const RINGS_EVERY_MS = 1_000;
/** How long a stream nobody follows stays ready for those who come back. */
const IDLE_MS = 120_000;

type EventHandler = (event: StoredEvent) => void;

/** The streams this node keeps at hand: those that are followed, and those that just were. */
@Injectable()
export class Feeds implements FeedHouse {
  /** In the order of their last opening, the longest ago first. */
  readonly #feeds = new Map<string, StreamFeed>();
  readonly #starting = new Map<StreamFeed, Promise<void>>();
  readonly #handlers = new Map<EventType, EventHandler[]>();
  #ringsSeenAt = 0;
  /** Set by the followings. */
  onRightsTouched: FeedHouse['onRightsTouched'] = () => undefined;
  onResync: FeedHouse['onResync'] = () => undefined;

  readonly eventLog: FeedHouse['eventLog'];

  constructor(
    private readonly log: EventLog,
    readonly clock: Clock,
    readonly metrics: Metrics,
  ) {
    const heads = new Together(clock, async (streams: readonly string[]) => {
      const found = await log.heads(streams);
      return (stream: string): StreamHead => found.get(stream) ?? { epoch: 1, seq: 0, lastMessageSeq: 0 };
    });
    this.eventLog = {
      heads: async (streams) =>
        new Map(await Promise.all(streams.map(async (stream) => [stream, await heads.ask(stream)] as const))),
      read: (stream, after, limit) => log.read(stream, after, limit),
    };
  }

  on(type: EventType, handler: EventHandler): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
  }

  followers(stream: string): ReadonlySet<Following> {
    return this.#feeds.get(stream)?.followers ?? new Set();
  }

  /** Streams somebody here follows. */
  followed(): string[] {
    return [...this.#feeds.values()].filter(({ followers }) => followers.size > 0).map(({ stream }) => stream);
  }

  /** The feed of a stream, started; throws when the table cannot be read. */
  async of(stream: string): Promise<StreamFeed> {
    const known = this.#feeds.get(stream);
    const feed = known ?? new StreamFeed(stream, this);
    this.#feeds.delete(stream);
    this.#feeds.set(stream, feed);
    if (!known)
      this.#starting.set(
        feed,
        feed.start().finally(() => this.#starting.delete(feed)),
      );
    try {
      await this.#starting.get(feed);
      return feed;
    } catch (error) {
      this.forget(feed);
      throw error;
    }
  }

  /** Events that were committed on this node. */
  admit(stream: string, events: readonly StoredEvent[]): void {
    this.#feeds.get(stream)?.admit(events);
    this.limitRings();
  }

  /** A stream is this far, here or elsewhere. */
  hint(stream: string, head: Position): void {
    const feed = this.#feeds.get(stream);
    if (feed && (feed.followers.size > 0 || this.#starting.has(feed))) feed.hint(head);
    else if (feed?.behind(head)) this.forget(feed);
  }

  erased(stream: string): void {
    this.#feeds.get(stream)?.forget();
  }

  leave(following: Following): void {
    const { feed } = following;
    if (feed?.followers.delete(following) && feed.followers.size === 0) feed.idleSince = this.clock.monotonic();
  }

  close(): void {
    for (const feed of this.#feeds.values()) feed.close();
  }

  rightsTouchedBy({ type, payload }: StoredEvent): readonly string[] {
    return this.log.definitionOf(type).touchesRightsOf?.(payload as never) ?? [];
  }

  onDelivered(events: readonly StoredEvent[]): void {
    for (const event of events) for (const handler of this.#handlers.get(event.type) ?? []) handler(event);
  }

  private forget(feed: StreamFeed): void {
    if (feed.followers.size > 0 || this.#starting.has(feed)) return;
    feed.close();
    if (this.#feeds.get(feed.stream) === feed) this.#feeds.delete(feed.stream);
  }

  // The longest unused go first; who needs them reads the table.
  private limitRings(): void {
    const now = this.clock.monotonic();
    if (now - this.#ringsSeenAt < RINGS_EVERY_MS) return;
    this.#ringsSeenAt = now;
    let bytes = 0;
    for (const feed of this.#feeds.values()) {
      if (feed.followers.size === 0 && now - feed.idleSince > IDLE_MS) this.forget(feed);
      else bytes += feed.ring.bytes;
    }
    for (const feed of this.#feeds.values()) {
      if (bytes <= RINGS_BYTES) break;
      bytes -= feed.ring.bytes;
      feed.forget();
      this.forget(feed);
    }
    this.metrics.ringBytes.set(bytes);
  }
}
