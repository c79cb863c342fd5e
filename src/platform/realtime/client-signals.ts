import { Injectable } from '@nestjs/common';
import { setSignalInput } from '../../contract/realtime.contract.js';
import { DatabaseWatch } from '../database/database-watch.js';
import { type Limit, RateLimits } from '../http/rate-limits.js';
import { Metrics } from '../observability/metrics.js';
import type { Connection } from './connection.js';
import type { Following } from './following.js';
import { type ClientSignal, parseStream } from './realtime.types.js';

const LIMIT: Limit = { points: 60, durationSec: 10 };

type Set = (stream: string, key: string, value: object | null, ttlMs?: number) => void;

/** Signals that people set about themselves. Nobody waits for an answer, so what is wrong, too much or refused is dropped. */
@Injectable()
export class ClientSignals {
  readonly #known = new Map<string, { signal: ClientSignal; set: Set }>();

  constructor(
    private readonly limits: RateLimits,
    private readonly metrics: Metrics,
    private readonly database: DatabaseWatch,
  ) {}

  add(signal: ClientSignal, set: Set): void {
    this.#known.set(signal.name, { signal, set });
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
      await this.limits.consume('signals', actor.accountId, LIMIT);
      const whole = await this.valueOf(known.signal, following, uuid, value);
      if (whole !== undefined) known.set(stream, `${name}:${actor.accountId}`, whole, known.signal.ttlMs);
    } catch {
      this.metrics.commands.inc({ name: 'signal:set', outcome: 'refused' });
    }
  }

  // While the database is away people may go on saying what they said before: nothing that decides about it can have changed.
  private async valueOf(signal: ClientSignal, following: Following, uuid: string, value: unknown) {
    const key = `${signal.name} ${JSON.stringify(value)}`;
    const before = following.said?.get(key);
    if (this.database.trouble !== undefined && before !== undefined) return before;
    const whole = await signal.value(following.connection.actor, uuid, value);
    if (whole !== undefined) following.remember(key, whole);
    return whole;
  }
}
