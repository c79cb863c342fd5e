import { busy } from '../errors/domain-error.js';

/** Most that is committed at once; a crowd that waits is served in portions of this size. */
export const MAX_BATCH = 500;
/** Nobody is let in to wait longer than this: they are told at once, and come again. */
const LONGEST_WAIT_MS = 1_000;
const MOST_OF_A_STREAM = 2_000;
const MOST_OF_A_LANE = 5_000;
/** How much the last commit says about the next one. */
const WEIGHT = 0.25;

/**
 * Who may still join a lane: as many as will be served within a second. It is time that is bounded, because the same number of
 * commands is nothing for a database that answers and an hour for one that does not; the numbers only bound the memory.
 */
export class Admission {
  readonly #ofStream = new Map<string, number>();
  #waiting = 0;
  #commitMs = 0;
  #began = 0;
  /** Since when nothing came of the commit under way. */
  #since: number | undefined;

  /** Throws `busy`, with how long it would have been. */
  enter(stream: string, now: number): void {
    const ofStream = this.#ofStream.get(stream) ?? 0;
    const wait = this.expectedWait(now);
    if (wait > LONGEST_WAIT_MS || ofStream >= MOST_OF_A_STREAM || this.#waiting >= MOST_OF_A_LANE) throw busy(wait);
    this.#ofStream.set(stream, ofStream + 1);
    this.#waiting += 1;
  }

  /** How long somebody who comes now would wait, where that is too long; otherwise 0. */
  refusal(now: number): number {
    const wait = this.expectedWait(now);
    return wait > LONGEST_WAIT_MS ? wait : 0;
  }

  began(streams: Iterable<string>, now: number): void {
    this.#began = this.#since = now;
    for (const stream of streams) {
      this.#waiting -= 1;
      const left = (this.#ofStream.get(stream) ?? 1) - 1;
      if (left > 0) this.#ofStream.set(stream, left);
      else this.#ofStream.delete(stream);
    }
  }

  /** Some of it is answered; whoever hears of that may come again at once. */
  progressed(now: number): void {
    if (this.#since !== undefined) this.#since = now;
  }

  ended(now: number): void {
    this.#since = undefined;
    this.#commitMs += (now - this.#began - this.#commitMs) * (this.#commitMs === 0 ? 1 : WEIGHT);
  }

  /**
   * A commit under way may well last as long again as it has lasted, and before it is somebody's turn there are the full portions
   * ahead of them. With less than a portion ahead the past counts for nothing, so one slow commit keeps nobody out.
   */
  private expectedWait(now: number): number {
    const underWay = this.#since === undefined ? 0 : now - this.#since;
    return underWay + Math.floor(this.#waiting / MAX_BATCH) * this.#commitMs;
  }
}
