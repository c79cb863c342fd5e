const STUCK_MS = 4_000;

/** Holds something up at the moment a scene needs, once. */
export class Gate {
  #held: { reached: () => void; opened: Promise<void> } | undefined;
  #open: () => void = () => undefined;
  #reached: Promise<void> = Promise.resolve();

  /** Whoever passes next waits there. */
  hold(): void {
    this.#reached = new Promise((reached) => {
      this.#held = { reached, opened: new Promise((open) => (this.#open = open)) };
    });
  }

  /** Resolves when somebody waits at the gate. */
  get reached(): Promise<void> {
    return this.#reached;
  }

  open(): void {
    this.#open();
  }

  /** Through at once unless it is held; nobody waits there longer than a transaction of the log may last. */
  async pass(): Promise<void> {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    held.reached();
    let limit: NodeJS.Timeout | undefined;
    await Promise.race([held.opened, new Promise((over) => (limit = setTimeout(over, STUCK_MS)))]);
    clearTimeout(limit);
  }
}

/** A trouble that is asked for, and happens once. */
export class Once {
  #due = false;

  arm(): void {
    this.#due = true;
  }

  get due(): boolean {
    return this.#due;
  }

  /** Whether it is to happen now. */
  take(): boolean {
    const now = this.#due;
    this.#due = false;
    return now;
  }
}
