import type { StoredEvent } from '../event-log/event-log.types.js';
import { eventJson } from './packets.js';

export const RING_EVENTS = 500;
export const RING_BYTES = 256 * 1024;

export interface Entry {
  readonly seq: number;
  readonly json: string;
  readonly bytes: number;
  /** People whose rights it touches. */
  readonly people: readonly string[];
  /** Kept until it was delivered. */
  event: StoredEvent | undefined;
}

/** The newest events of one stream, encoded, without a hole. What is not sent yet is never dropped. */
export class Ring {
  #entries: Entry[] = [];
  bytes = 0;

  push(event: StoredEvent, people: readonly string[]): void {
    const json = eventJson(event);
    const bytes = Buffer.byteLength(json);
    this.#entries.push({ seq: event.seq, json, bytes, people, event });
    this.bytes += bytes;
  }

  after(seq: number): Entry[] {
    const first = this.#entries[0]?.seq ?? 0;
    return this.#entries.slice(Math.max(0, seq + 1 - first));
  }

  /** Encoded events after one seq up to another; undefined where the ring does not reach back so far. */
  between(after: number, upTo: number): string[] | undefined {
    const first = this.#entries[0]?.seq;
    if (first === undefined || first > after + 1) return undefined;
    return this.#entries.slice(after + 1 - first, upTo + 1 - first).map(({ json }) => json);
  }

  /** Keeps to the limits; entries after `sent` stay whatever they weigh. */
  trim(sent: number): void {
    let drop = 0;
    for (const { seq, bytes } of this.#entries) {
      const full = this.#entries.length - drop > RING_EVENTS || this.bytes > RING_BYTES;
      if (!full || seq > sent) break;
      this.bytes -= bytes;
      drop += 1;
    }
    if (drop > 0) this.#entries.splice(0, drop);
  }

  clear(): void {
    this.#entries = [];
    this.bytes = 0;
  }
}

/** How entries are put into frames: what touches rights is a frame of its own, so that whoever loses them sees it and nothing after it. */
export function frames(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = [];
  let group: Entry[] = [];
  for (const entry of entries) {
    const alone = entry.people.length > 0;
    if (alone && group.length > 0) {
      groups.push(group);
      group = [];
    }
    group.push(entry);
    if (alone) {
      groups.push(group);
      group = [];
    }
  }
  return group.length > 0 ? [...groups, group] : groups;
}

/** The first entries that weigh at most so many bytes together; at least one. */
export function upTo(bytes: number, entries: readonly Entry[]): Entry[] {
  let sum = 0;
  const over = entries.findIndex((entry, index) => (sum += entry.bytes) > bytes && index > 0);
  return over === -1 ? [...entries] : entries.slice(0, over);
}
