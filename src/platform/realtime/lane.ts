/** As long as the hot door lets anybody wait. */
const LONGEST_WAIT_MS = 1_000;

/** Commands of one socket about one stream or room, in their order. */
export class Lane {
  /** All before the next one are acknowledged … */
  acknowledged: Promise<void> = Promise.resolve();
  /** … and so are all that may not be overtaken at all. */
  alone: Promise<void> = Promise.resolve();
  /** When those came that wait or run (monotonic clock), the first one first. */
  readonly #arrivals: number[] = [];
  #doneAt = 0;
  #tookMs = 0;
  #pipelined = false;

  /** That wait or run. */
  get waiting(): number {
    return this.#arrivals.length;
  }

  arrived(now: number, pipelined: boolean): void {
    this.#arrivals.push(now);
    this.#pipelined = pipelined;
  }

  /** The first one is acknowledged. */
  done(now: number): void {
    this.#tookMs = now - Math.max(this.#arrivals.shift() ?? now, this.#doneAt);
    this.#doneAt = now;
  }

  /**
   * How long somebody who comes now would wait, where that is too long; otherwise 0. One after the other, each before them takes
   * what the last one took, or what the present one has already taken; pipelined ones take it side by side. `ahead` more are on
   * their way here.
   */
  waitOf(now: number, ahead = 0): number {
    const [first = now] = this.#arrivals;
    const each = Math.max(now - Math.max(first, this.#doneAt), this.#tookMs);
    const wait = this.#pipelined ? now - first : (this.waiting + ahead) * each;
    return wait > LONGEST_WAIT_MS ? wait : 0;
  }
}
