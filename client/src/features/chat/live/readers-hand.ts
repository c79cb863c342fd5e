/** Smooth scrolling and momentum go on for a while after the last that one feels of the hand. */
const GLIDE_MS = 200;

/**
 * Knows when the list is moved by the reader: wheel, finger, scroll bar, paging keys. From the first sign until the list
 * has come to rest nobody else should move it.
 */
export class ReadersHand {
  #pressed = false;
  #gliding: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly began: () => void,
    private readonly rested: () => void,
  ) {}

  get moves(): boolean {
    return this.#pressed || this.#gliding !== undefined;
  }

  /** The list has moved; where the hand set it going, it still goes. */
  glide(): void {
    if (this.#gliding !== undefined) this.#restSoon();
  }

  /** A wish of the reader's own counts more than what the hand has set going. */
  drop(): void {
    clearTimeout(this.#gliding);
    this.#gliding = undefined;
    this.#pressed = false;
  }

  /** Watches the list until the returned function is called. */
  watch(list: HTMLElement): () => void {
    const ended = new AbortController();
    const options = { passive: true, signal: ended.signal };
    const begin = (pressed: boolean) => {
      this.#pressed ||= pressed;
      this.#restSoon();
      this.began();
    };
    const release = () => {
      if (this.#pressed) this.#restSoon();
      this.#pressed = false;
    };
    // With Ctrl the wheel makes the page larger.
    const wheel = ({ deltaY, ctrlKey }: WheelEvent) => deltaY !== 0 && !ctrlKey && begin(false);
    const key = ({ key, target }: KeyboardEvent) => {
      const elsewhere = target instanceof HTMLElement && target.closest('button, textarea, input');
      if (!elsewhere && [' ', 'PageUp', 'PageDown'].includes(key)) begin(false);
    };
    // What lies on the list takes the press itself; the list gets it where its scroll bar is.
    const bar = ({ target, pointerType }: PointerEvent) => target === list && pointerType === 'mouse' && begin(true);
    // Not every browser says when the scroll bar is let go.
    const free = ({ buttons, pointerType }: PointerEvent) => pointerType === 'mouse' && buttons === 0 && release();
    list.addEventListener('wheel', wheel, options);
    list.addEventListener('keydown', key, options);
    list.addEventListener('touchstart', () => begin(true), options);
    list.addEventListener('touchend', release, options);
    list.addEventListener('touchcancel', release, options);
    list.addEventListener('pointerdown', bar, options);
    globalThis.addEventListener('pointerup', free, options);
    globalThis.addEventListener('pointermove', free, options);
    return () => {
      ended.abort();
      this.drop();
    };
  }

  #restSoon(): void {
    clearTimeout(this.#gliding);
    this.#gliding = setTimeout(() => {
      this.#gliding = undefined;
      if (!this.#pressed) this.rested();
    }, GLIDE_MS);
  }
}
