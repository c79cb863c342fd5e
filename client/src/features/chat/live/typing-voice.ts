/** The signal ends by itself after 6 s on the hub; while one writes it is said again. */
const AGAIN_MS = 3_000;

/** Says that one writes, at most every few seconds, and when one stops or falls silent. Free of React. */
export class TypingVoice {
  #saidAt = -Infinity;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (typing: boolean) => void) {}

  say(typing: boolean): void {
    clearTimeout(this.#quiet);
    if (!typing) {
      if (this.#saidAt > -Infinity) this.tell(false);
      this.#saidAt = -Infinity;
      return;
    }
    this.#quiet = setTimeout(() => this.say(false), AGAIN_MS * 1.5);
    const now = performance.now();
    if (now - this.#saidAt < AGAIN_MS) return;
    this.#saidAt = now;
    this.tell(true);
  }
}
