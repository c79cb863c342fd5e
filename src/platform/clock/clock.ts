import { Injectable } from '@nestjs/common';

/** A running timer of a Clock; only `clearTimer` of the same clock understands it. */
export interface Timer {
  readonly cancel: () => void;
}

/** The only source of time. Tests and the demo replace the provider by a clock that can be moved. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date(this.epochMs());
  }

  /** Milliseconds since 1970, as `Date.now()`. */
  epochMs(): number {
    return Date.now();
  }

  /** Milliseconds from an arbitrary start that never go back: for durations. */
  monotonic(): number {
    return performance.now();
  }

  /** Runs `work` once after `ms`. The timer alone does not keep the process alive. */
  setTimer(work: () => void, ms: number): Timer {
    const handle = setTimeout(work, ms).unref();
    return { cancel: () => clearTimeout(handle) };
  }

  /** Runs `work` every `ms` until cleared. */
  setRepeating(work: () => void, ms: number): Timer {
    const handle = setInterval(work, ms).unref();
    return { cancel: () => clearInterval(handle) };
  }

  clearTimer(timer: Timer | undefined): void {
    timer?.cancel();
  }

  /** Resolves after `ms`. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, ms);
    });
  }
}
