const EVERY_MS = 10_000;
const KINDS_MAX = 100;

/**
 * Lines of a trouble that many meet at once: the first of a kind is written, the others of the next ten seconds are counted and
 * told with the next one. An outage fills no disk.
 */
export class Seldom {
  readonly #kinds = new Map<string, { until: number; unsaid: number }>();

  /** `write` gets how many of this kind were not written since the last one. `now` is of a monotonic clock, in ms. */
  say(kind: string, now: number, write: (unsaid: number) => void): void {
    const known = this.#kinds.get(kind);
    if (known !== undefined && now < known.until) {
      known.unsaid += 1;
      return;
    }
    if (known === undefined && this.#kinds.size >= KINDS_MAX) this.#kinds.clear();
    this.#kinds.set(kind, { until: now + EVERY_MS, unsaid: 0 });
    write(known?.unsaid ?? 0);
  }
}

/** To be added to a line: nothing, or how many like it were not written. */
export const more = (unsaid: number): { more?: number } => (unsaid > 0 ? { more: unsaid } : {});
