const LEAST_MS = 50;
/** One more millisecond between frames for so many followers: the busiest stream costs 3,000 writes a second. */
const FOLLOWERS_PER_MS = 3;
const MOST_MS = 500;

/**
 * How often a stream sends frames. Each one has to be paid with a pause that grows with the followers, and one may be owed: a
 * stream that says just as much as it may has its events sent when they come, and not ever later after one that came late.
 */
export class FramePace {
  #sentAt = -Infinity;
  /** When all frames so far would have been due, had they come one every pause. */
  #paidUntil = -Infinity;

  /** Milliseconds until the next frame may leave; nobody is ever made to wait for more than a pause. */
  wait(followers: number, now: number): number {
    const pause = pauseOf(followers);
    return Math.max(0, this.#sentAt + LEAST_MS - now, Math.min(this.#paidUntil - pause, this.#sentAt + pause) - now);
  }

  sent(followers: number, now: number): void {
    const pause = pauseOf(followers);
    this.#sentAt = now;
    this.#paidUntil = Math.min(Math.max(this.#paidUntil, now), now + pause) + pause;
  }
}

const pauseOf = (followers: number): number => Math.min(Math.max(LEAST_MS, followers / FOLLOWERS_PER_MS), MOST_MS);
