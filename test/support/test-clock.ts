import { Clock } from '../../src/platform/clock/clock.js';

/** Real time plus an offset that a test moves; timers still run in real time, so whatever waits for a deadline polls `now`. */
export class TestClock extends Clock {
  #offsetMs = 0;

  override epochMs(): number {
    return super.epochMs() + this.#offsetMs;
  }

  /** Moves the hub's time forward. */
  advance(ms: number): void {
    this.#offsetMs += ms;
  }
}
