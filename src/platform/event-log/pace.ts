// A stream may commit so often without a pause, and earns one commit in every EVERY_MS.
const UNPACED = 100;
const EVERY_MS = 100;
const SWEEP_ABOVE = 1_000;

/**
 * How often a stream commits. Somebody who talks, or a room that has something to say for a while, is never held up; where a
 * crowd talks without end, what it says is committed together, a little later than one by one and for a fraction of the work.
 */
export class Pace {
  /** When all commits of a stream so far would have been due, had they come one every EVERY_MS (monotonic clock). */
  readonly #paidUntil = new Map<string, number>();

  /** How many milliseconds too early a commit of these streams would come; 0 as soon as one of them is due. */
  early(streams: Iterable<string>, now: number): number {
    let least = EVERY_MS;
    for (const stream of streams)
      least = Math.min(least, (this.#paidUntil.get(stream) ?? now) - now - UNPACED * EVERY_MS);
    return Math.max(0, least);
  }

  committing(streams: Iterable<string>, now: number): void {
    for (const stream of new Set(streams))
      this.#paidUntil.set(stream, Math.max(this.#paidUntil.get(stream) ?? now, now) + EVERY_MS);
    if (this.#paidUntil.size <= SWEEP_ABOVE) return;
    for (const [stream, until] of this.#paidUntil) if (until <= now) this.#paidUntil.delete(stream);
  }
}
