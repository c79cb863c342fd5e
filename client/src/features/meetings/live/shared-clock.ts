/** One question to the hub about its time: when it was asked and answered here (ms), and what it said. */
export interface Sample {
  readonly asked: number;
  readonly answered: number;
  readonly hub: number;
}

/**
 * How far the hub's clock is ahead of this device's (ms). The answer that was quickest tells best: it is off by half its way at most
 * (Cristian's algorithm).
 */
export function offsetOf(samples: readonly Sample[]): number | null {
  const best = samples.toSorted((one, other) => one.answered - one.asked - (other.answered - other.asked))[0];
  return best ? best.hub - (best.asked + best.answered) / 2 : null;
}

/** Milliseconds that are left of a step; negative when it has taken longer. */
export const leftOf = (stepAt: string, minutes: number, hubNow: number): number =>
  Date.parse(stepAt) + minutes * 60_000 - hubNow;

/** `4:07` */
export function clockFace(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
