import { Injectable } from '@nestjs/common';
import { setSignalInput, type EventType } from '../../contract/realtime.contract.js';
import { assertWithin } from '../actor/actor.js';
import type { StoredEvent } from '../event-log/event-log.types.js';
import { type Limit, RateLimits } from '../http/rate-limits.js';
import { Metrics } from '../observability/metrics.js';
import type { Connection } from './connection.js';
import { Feeds } from './feeds.js';
import type { Following } from './following.js';
import { type ClientSignal, parseStream } from './realtime.types.js';

const LIMIT: Limit = { points: 60, durationSec: 10 };

type SetSignal = (stream: string, key: string, value: object | null, ttlMs?: number) => void;

/** Signals that people set about themselves. Nobody waits for an answer, so what is wrong, too much or refused is dropped. */
@Injectable()
export class ClientSignals {
  readonly #known = new Map<string, { signal: ClientSignal; set: SetSignal }>();
  readonly #until = new Set<EventType>();

  constructor(
    private readonly limits: RateLimits,
    private readonly metrics: Metrics,
    private readonly feeds: Feeds,
  ) {}

  add(signal: ClientSignal, set: SetSignal): void {
    this.#known.set(signal.name, { signal, set });
    for (const type of signal.until) {
      this.#until.add(type);
      // Those of other nodes are met here.
      this.feeds.on(type, ({ stream }) => this.forget(stream));
    }
  }

  async receive(connection: Connection, input: unknown): Promise<void> {
    const parsed = setSignalInput.safeParse(input);
    const known = parsed.success ? this.#known.get(parsed.data.name) : undefined;
    if (!parsed.success || !known) return;
    const { stream, name, value } = parsed.data;
    const { kind, uuid } = parseStream(stream);
    const following = connection.followings.get(stream);
    if (known.signal.streamKind !== kind || !following?.begun) return;
    const { actor } = connection;
    try {
      if (known.signal.verb !== undefined) assertWithin(actor, known.signal.verb);
      await this.limits.consume('signals', actor.accountId, LIMIT);
      const whole = await this.valueOf(known.signal, following, uuid, value);
      if (whole !== undefined) known.set(stream, `${name}:${actor.accountId}`, whole, known.signal.ttlMs);
    } catch {
      this.metrics.commands.inc({ name: 'signal:set', outcome: 'refused' });
    }
  }

  /** Facts of a stream that were committed here: what is decided by them is asked again, before anybody is told. */
  happened(stream: string, events: readonly StoredEvent[]): void {
    if (events.some(({ type }) => this.#until.has(type))) this.forget(stream);
  }

  private forget(stream: string): void {
    for (const following of this.feeds.followers(stream)) following.forget();
  }

  // Asked once, like the right to follow: who goes on typing costs nothing, and does so while the database is away.
  private async valueOf(signal: ClientSignal, following: Following, uuid: string, value: unknown) {
    const key = `${signal.name} ${JSON.stringify(value)}`;
    const before = following.said?.get(key);
    if (before !== undefined) return before;
    const { forgotten } = following;
    const whole = await signal.value(following.connection.actor, uuid, value);
    if (whole !== undefined) following.remember(key, whole, forgotten);
    return whole;
  }
}
