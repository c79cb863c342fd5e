import { Store } from '../../../lib/session/store.js';

/** The room hears of a page that was accepted well before; unless somebody else has turned it again at once. */
const HEARD_MS = 2_000;

/**
 * The page of whoever turns it for everybody: theirs is there at once, the hub hears of the last one they wanted, and nothing
 * jumps back while that is on its way.
 */
export class PageTurner {
  /** The page that is ahead of what everybody knows; null = none. */
  readonly ahead = new Store<number | null>(null);
  #asking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private shared: number,
    private readonly ask: (page: number) => Promise<unknown>,
    private readonly fail: (failure: unknown) => void,
  ) {}

  turn(page: number): void {
    clearTimeout(this.#timer);
    this.ahead.set(page);
    if (!this.#asking) void this.#send();
  }

  /** What everybody knows now. */
  heard(shared: number): void {
    this.shared = shared;
    if (!this.#asking && shared === this.ahead.get()) this.#done();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #send(): Promise<void> {
    this.#asking = true;
    try {
      for (let sent: number | null = null; sent !== this.ahead.get();) {
        sent = this.ahead.get();
        if (sent !== null) await this.ask(sent);
      }
    } catch (failure) {
      this.#done();
      this.fail(failure);
    }
    this.#asking = false;
    if (this.shared === this.ahead.get()) this.#done();
    else if (this.ahead.get() !== null) this.#timer = setTimeout(() => this.#done(), HEARD_MS);
  }

  #done(): void {
    clearTimeout(this.#timer);
    this.ahead.set(null);
  }
}
