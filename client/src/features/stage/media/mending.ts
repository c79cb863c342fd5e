import type { Sfu } from './sfu.js';

const TRY_MS = 3_000;
const MOST_TRIES = 3;

interface MendingParts {
  /** Whether there is anything to be mended now: without the socket all comes back with it. */
  readonly may: () => boolean;
  readonly anew: () => void;
  readonly failed: (failure: unknown) => void;
}

/** Media have stopped while the socket may be well: the lines get new names first, and all is made anew where those do not help. */
export class Mending {
  #tries = 0;
  /** Runs while it is not known whether new names help. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: MendingParts) {}

  mend(sfu: Sfu): void {
    // Both ways stop together, and that is one trouble.
    if (this.#timer !== undefined || !this.parts.may()) return;
    this.#tries += 1;
    if (this.#tries > MOST_TRIES) return this.parts.anew();
    sfu.reconnect().catch(this.parts.failed);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (sfu.flows) this.#tries = 0;
      else this.mend(sfu);
    }, TRY_MS);
  }

  /** Other lines begin with nothing tried. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tries = 0;
  }
}
