import type { Clock } from '../clock/clock.js';

/** What one statement takes at most; the rest is asked by the next one. */
const AT_ONCE = 1_000;
/** From one statement to the next. Whoever comes alone does not wait; a crowd waits this long, and costs a fraction. */
const PAUSE_MS = 5;

interface Asked<K, V> {
  readonly key: K;
  readonly resolve: (value: V) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One statement for all who ask the same kind of thing at the same time: what is asked while one is under way is asked by the next.
 * A statement begins after everybody it answers has asked, so each sees all that was committed before they did. If it fails, it
 * fails all of them: keys are of a shape that no statement stumbles over.
 */
export class Together<K, V> {
  #waiting: Asked<K, V>[] = [];
  #underWay = false;

  /** `load` asks for all of the keys and answers how to find what belongs to one of them. */
  constructor(
    private readonly clock: Clock,
    private readonly load: (keys: readonly K[]) => Promise<(key: K) => V>,
  ) {}

  ask(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (this.#underWay) return;
      this.#underWay = true;
      // Whoever else comes in this turn of the event loop.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const asked = this.#waiting.splice(0, AT_ONCE);
      try {
        const find = await this.load(asked.map(({ key }) => key));
        for (const { key, resolve } of asked) resolve(find(key));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
      await this.clock.sleep(PAUSE_MS);
    }
    this.#underWay = false;
  }
}
