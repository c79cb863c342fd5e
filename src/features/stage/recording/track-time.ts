/** Where what a device says and when it came lie further apart than this, its clock has jumped. */
const JUMP_MS = 1_000;

/** When something was: the clock of the device, set by when its first packet came. */
export class TrackTime {
  #anchor: { readonly timestamp: number; readonly at: number } | null = null;

  constructor(private readonly rate: number) {}

  /** Milliseconds of the recording. */
  of(timestamp: number, cameAt: number): number {
    const at = this.#anchor && this.#anchor.at + (((timestamp - this.#anchor.timestamp) | 0) / this.rate) * 1_000;
    if (at !== null && Math.abs(at - cameAt) <= JUMP_MS) {
      // Near to where it is asked for: its numbers begin anew after some hours.
      this.#anchor = { timestamp, at };
      return at;
    }
    this.#anchor = { timestamp, at: cameAt };
    return cameAt;
  }

  /** What comes next came after a break. */
  forget(): void {
    this.#anchor = null;
  }
}
