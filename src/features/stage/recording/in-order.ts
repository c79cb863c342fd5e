import type { RtpPacket } from './rtp-packet.js';

export interface Came {
  readonly packet: RtpPacket;
  readonly at: number;
}
/** A packet that was asked for again comes at most so many after those it belongs to. */
const WINDOW = 128;

/** Packets in the order in which they were sent, each once. */
export class InOrder {
  #waiting: (Came & { readonly order: number })[] = [];
  #highest: number | null = null;
  #given: number | null = null;

  *add(came: Came): Iterable<Came> {
    const order = this.orderOf(came.packet.sequence);
    const late = this.#given !== null && order <= this.#given;
    if (late || this.#waiting.some((other) => other.order === order)) return;
    const behind = this.#waiting.findLastIndex((other) => other.order < order);
    this.#waiting.splice(behind + 1, 0, { ...came, order });
    if (this.#waiting.length > WINDOW) yield* this.give(1);
  }

  *rest(): Iterable<Came> {
    yield* this.give(this.#waiting.length);
    this.#highest = null;
    this.#given = null;
  }

  private *give(count: number): Iterable<Came> {
    for (const { order, ...came } of this.#waiting.splice(0, count)) {
      this.#given = order;
      yield came;
    }
  }

  // Sequence numbers have 16 bits and begin anew; what is near to the highest is near to it.
  private orderOf(sequence: number): number {
    const highest = this.#highest ?? sequence;
    const order = highest + (((sequence - highest) << 16) >> 16);
    this.#highest = Math.max(highest, order);
    return order;
  }
}
