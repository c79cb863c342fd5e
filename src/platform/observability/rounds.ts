import { Logger } from '@nestjs/common';
import type { Clock, Timer } from '../clock/clock.js';
import { more, Seldom } from './seldom.js';

interface What {
  /** Who says in the log that a round failed. */
  readonly name: string;
  /** What then waits, as the beginning of a sentence: "Mails of notices could not be sent". */
  readonly failed: string;
  readonly everyMs: number;
  readonly round: () => Promise<void>;
}

/**
 * Work that is looked for again and again. One round at a time on this node; what failed is said, not too often, and is due again in
 * the next one. Other nodes may do the same rounds: what one decides, it decides under a lock.
 */
export class Rounds {
  readonly #logger: Logger;
  readonly #seldom = new Seldom();
  #timer: Timer | undefined;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly what: What,
  ) {
    this.#logger = new Logger(what.name);
  }

  start(): void {
    this.#timer = this.clock.setRepeating(() => void this.now(), this.what.everyMs);
  }

  /** Resolves when the round that is under way has ended; none begins any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.clock.clearTimer(this.#timer);
    await this.#next;
    await this.#running;
  }

  /** What takes long asks it between its steps. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** A whole round that begins after this call; who asks meanwhile shares it. Never throws. */
  now(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      this.#running = this.run(this.what.round);
      return this.#running;
    });
    return this.#next;
  }

  /** One after the other; what fails keeps nothing that comes after it from being done. */
  async each<T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> {
    for (const thing of things) {
      if (this.#stopped) return;
      await this.run(() => work(thing));
    }
  }

  private async run(work: () => Promise<unknown>): Promise<void> {
    if (this.#stopped) return;
    try {
      await work();
    } catch (error) {
      this.#seldom.say('failed', this.clock.monotonic(), (unsaid) =>
        this.#logger.warn({
          msg: `${this.what.failed}; the next round tries again: ${String(error)}`,
          ...more(unsaid),
        }),
      );
    }
  }
}
