import { Injectable } from '@nestjs/common';
import { signalKey } from '../../contract/realtime.contract.js';
import { Clock, type Timer } from '../clock/clock.js';
import type { Following } from './following.js';
import { type Packet, signalsPacket } from './packets.js';

const COALESCE_MS = 100;
const SWEEP_MS = 500;
const VALUE_BYTES = 16 * 1024;
const KEYS_OF_A_STREAM = 12_000;

/** One node's word about one key. */
interface Entry {
  readonly json: string;
  readonly node: string;
  readonly ttlMs: number | undefined;
  expiresAt: number;
}
/** A value as nodes tell it to each other; null takes it away. */
export interface SignalChange {
  readonly key: string;
  readonly json: string | null;
  readonly ttlMs?: number | undefined;
}

/** Values under keys that only matter while they are true. Several nodes may say the same key: the last one who still says it counts. */
@Injectable()
export class Signals {
  readonly #streams = new Map<string, Map<string, Entry[]>>();
  readonly #dirty = new Map<string, Set<string>>();
  readonly #expiring = new Set<string>();
  readonly #owing = new Set<Following>();
  #timer: Timer | undefined;
  #sweepTimer: Timer | undefined;
  /** Who follows a stream here; given by the followings. */
  followers: (stream: string) => Iterable<Following> = () => [];

  constructor(private readonly clock: Clock) {}

  set(stream: string, node: string, { key, json, ttlMs }: SignalChange): void {
    const keys = this.#streams.get(stream) ?? new Map<string, Entry[]>();
    if (!signalKey.safeParse(key).success) throw new Error(`"${key}" is not a key of a signal.`);
    if (json !== null && (json.length > VALUE_BYTES || (keys.size >= KEYS_OF_A_STREAM && !keys.has(key)))) return;
    const entries = keys.get(key) ?? [];
    const before = entries.at(-1)?.json;
    const rest = entries.filter((entry) => entry.node !== node);
    const expiresAt = ttlMs === undefined ? Infinity : this.clock.monotonic() + ttlMs;
    if (json !== null) rest.push({ json, node, ttlMs, expiresAt });
    this.put(stream, keys, key, rest);
    if (json !== null && ttlMs !== undefined) this.watchExpiry(stream);
    if (rest.at(-1)?.json !== before) this.touch(stream, key);
  }

  /** What a node said is no longer true: it has gone without a word. */
  forgetNode(node: string): void {
    for (const [stream, keys] of this.#streams) this.drop(stream, keys, (entry) => entry.node === node);
  }

  /** All that a node says, to tell somebody new. */
  *of(node: string): Iterable<[stream: string, change: SignalChange]> {
    for (const [stream, keys] of this.#streams)
      for (const [key, entries] of keys)
        for (const { json, ttlMs, node: said } of entries) if (said === node) yield [stream, { key, json, ttlMs }];
  }

  values(stream: string): Record<string, unknown> {
    return Object.fromEntries(this.current(stream).map(([key, json]) => [key, JSON.parse(json) as unknown]));
  }

  /** The present values for somebody who begins to follow; undefined where there are none. */
  present(stream: string): Packet | undefined {
    const values = this.current(stream);
    return values.length > 0 ? signalsPacket(stream, new Map(values)) : undefined;
  }

  close(): void {
    this.clock.clearTimer(this.#timer);
    this.clock.clearTimer(this.#sweepTimer);
  }

  private current(stream: string): [string, string][] {
    return [...(this.#streams.get(stream) ?? [])].map(([key, entries]) => [key, entries.at(-1)?.json ?? 'null']);
  }

  private put(stream: string, keys: Map<string, Entry[]>, key: string, entries: Entry[]): void {
    if (entries.length > 0) keys.set(key, entries);
    else keys.delete(key);
    if (keys.size > 0) this.#streams.set(stream, keys);
    else this.#streams.delete(stream);
  }

  private drop(stream: string, keys: Map<string, Entry[]>, over: (entry: Entry) => boolean): void {
    for (const [key, entries] of keys) {
      if (!entries.some(over)) continue;
      this.put(
        stream,
        keys,
        key,
        entries.filter((entry) => !over(entry)),
      );
      this.touch(stream, key);
    }
  }

  private touch(stream: string, key: string): void {
    const keys = this.#dirty.get(stream) ?? new Set<string>();
    this.#dirty.set(stream, keys.add(key));
    this.#timer ??= this.clock.setTimer(() => this.tick(), COALESCE_MS);
  }

  private tick(): void {
    this.#timer = undefined;
    const dirty = [...this.#dirty];
    this.#dirty.clear();
    for (const [stream, keys] of dirty) {
      const packet = this.packetOf(stream, keys);
      for (const following of this.followers(stream)) this.give(following, keys, packet);
    }
    for (const following of this.#owing) this.pay(following);
    if (this.#owing.size > 0) this.#timer ??= this.clock.setTimer(() => this.tick(), COALESCE_MS);
  }

  // Whoever cannot take it now is owed the value of then, and of then only.
  private give(following: Following, keys: ReadonlySet<string>, packet: Packet): void {
    if (!following.held && !following.connection.congested && following.owed === undefined)
      return following.connection.send(packet);
    following.owed ??= new Set();
    for (const key of keys) following.owed.add(key);
    this.#owing.add(following);
  }

  private pay(following: Following): void {
    if (!following.gone && (following.held || following.connection.congested)) return;
    this.#owing.delete(following);
    if (!following.gone && following.owed) following.connection.send(this.packetOf(following.stream, following.owed));
    following.owed = undefined;
  }

  private packetOf(stream: string, keys: ReadonlySet<string>): Packet {
    const values = this.#streams.get(stream);
    return signalsPacket(stream, new Map([...keys].map((key) => [key, values?.get(key)?.at(-1)?.json ?? 'null'])));
  }

  private watchExpiry(stream: string): void {
    this.#expiring.add(stream);
    this.#sweepTimer ??= this.clock.setRepeating(() => this.sweep(), SWEEP_MS);
  }

  private sweep(): void {
    const now = this.clock.monotonic();
    for (const stream of this.#expiring) {
      const keys = this.#streams.get(stream);
      if (keys) this.drop(stream, keys, ({ expiresAt }) => expiresAt <= now);
      if (![...(this.#streams.get(stream)?.values() ?? [])].flat().some(({ expiresAt }) => expiresAt !== Infinity))
        this.#expiring.delete(stream);
    }
    if (this.#expiring.size > 0) return;
    this.clock.clearTimer(this.#sweepTimer);
    this.#sweepTimer = undefined;
  }
}
