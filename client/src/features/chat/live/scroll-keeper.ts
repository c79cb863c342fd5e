import type { VirtualizerHandle } from 'virtua';
import {
  followsEnd,
  inSight,
  isNearEnd,
  isSameOffset,
  offsetOf,
  type Align,
  type Place,
  type Stretch,
} from './list-scroll.js';
import { ReadersHand } from './readers-hand.js';

/** Rows on the way to a row are measured for some frames; after as long without a move one is there. */
const ARRIVED_MS = 200;
/** What was measured may move the list only once its scrolling has come to rest. */
const CALM_MS = 400;

/** Where the list should stand, whatever else moves it. Null: where the reader has left it. */
type Aim = 'end' | { readonly row: string; readonly align: Align } | null;

interface Screen {
  readonly list: HTMLElement;
  readonly handle: VirtualizerHandle;
  /** What lies over the lower edge of the list. */
  readonly over: HTMLElement;
}

/**
 * Moves the list and keeps it where it should be while rows come, are measured and change their size. It corrects the
 * list at most once a frame; scrolling to an item is not left to the list itself, which would insist on it for as long
 * as anything is measured, against the reader too.
 */
export class ScrollKeeper {
  #screen: Screen | undefined;
  #aim: Aim = null;
  #seen: Place = { offset: 0, end: 0 };
  #view = 0;
  #stirredAt = 0;
  #told: boolean | undefined;
  #frame = 0;
  #arriving: ReturnType<typeof setTimeout> | undefined;
  /** What has the focus by keyboard and must stay in sight; the reader's own hand may leave it behind. */
  #held: HTMLElement | null = null;
  readonly #hand = new ReadersHand(
    () => this.#handBegan(),
    () => this.#judge(),
  );

  /** Index of a row, by key; whether the last row is the end of the room; and who wants to know if one is at the end. */
  constructor(
    private readonly indexOf: (key: string) => number,
    private readonly isWhole: () => boolean,
    private readonly tell: (atEnd: boolean) => void,
  ) {}

  watch(screen: Screen): () => void {
    this.#screen = screen;
    const unwatch = this.#hand.watch(screen.list);
    return () => {
      unwatch();
      clearTimeout(this.#arriving);
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      this.#screen = undefined;
    };
  }

  toEnd(): void {
    this.#wish('end');
    clearTimeout(this.#arriving);
    this.soon();
  }

  toRow(row: string, align: Align): void {
    this.#wish({ row, align });
    this.#arriveSoon();
    this.#correct();
  }

  focused(target: EventTarget): void {
    const { list } = this.#screen ?? {};
    const within = target instanceof HTMLElement && target !== list && list?.contains(target);
    this.#held = within && target.matches(':focus-visible') ? target : null;
    this.soon();
  }

  /** The list has moved, for whatever reason. */
  moved(offset: number): void {
    if (!this.#screen) return;
    this.#hand.glide();
    const from = this.#seen;
    this.#seen = { offset, end: this.#place(this.#screen).end };
    if (this.#aim !== null && this.#aim !== 'end') {
      this.#arriveSoon();
      this.soon();
      return;
    }
    const move = { hand: this.#hand.moves, calm: performance.now() - this.#stirredAt > CALM_MS };
    this.#follow(followsEnd(this.#aim === 'end', from, this.#seen, move));
    if (this.#aim === 'end' && !isSameOffset(offset, this.#seen.end)) this.soon();
  }

  /** Rows or the list itself have another size. */
  resized(): void {
    if (!this.#screen) return;
    this.#stirredAt = performance.now();
    const view = this.#screen.handle.viewportSize;
    // What makes room for the field moves with it; what comes or is measured may wait for the next frame.
    if (view !== this.#view) this.#correct();
    else this.soon();
    this.#view = view;
  }

  /** Corrects the list in a frame of its own: a burst of rows must not nest one render in another. */
  soon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#correct();
    });
  }

  #wish(aim: Aim): void {
    this.#hand.drop();
    this.#held = null;
    this.#aim = aim;
  }

  #correct(): void {
    const screen = this.#screen;
    if (!screen || this.#hand.moves) return;
    const { list } = screen;
    if (this.#aim === 'end' && !this.isWhole()) this.#follow(false);
    // Whoever chooses in a menu of a message would lose it from under the pointer.
    if (this.#aim === 'end' && list.querySelector('[data-message] [aria-expanded="true"]')) return;
    const place = this.#place(screen);
    const view = list.clientHeight - screen.over.offsetHeight;
    const aimed = this.#aimed(screen, place);
    const held = this.#heldStretch(list);
    const offset = held ? Math.min(place.end, inSight(aimed, held, view)) : aimed;
    // Beyond the end: the browser knows better than we do where that is, to the fraction of a pixel.
    if (!isSameOffset(offset, place.offset))
      list.scrollTop = isSameOffset(offset, place.end) ? list.scrollHeight : offset;
    if (this.#aim === 'end') this.#follow(isNearEnd({ offset, end: place.end }));
  }

  #aimed({ handle, list }: Screen, place: Place): number {
    if (this.#aim === 'end') return Math.max(place.offset, place.end);
    const index = this.#aim ? this.indexOf(this.#aim.row) : -1;
    if (!this.#aim || index < 0 || typeof this.#aim === 'string') return place.offset;
    const top = handle.getItemOffset(index);
    return offsetOf({ top, bottom: top + handle.getItemSize(index) }, this.#aim.align, place, list.clientHeight);
  }

  #place({ list, handle }: Screen): Place {
    return { offset: list.scrollTop, end: Math.max(0, handle.scrollSize - list.clientHeight) };
  }

  #heldStretch(list: HTMLElement): Stretch | null {
    if (this.#held !== document.activeElement) this.#held = null;
    if (!this.#held) return null;
    const box = this.#held.getBoundingClientRect();
    const zero = list.getBoundingClientRect().top - list.scrollTop;
    return { top: box.top - zero, bottom: box.bottom - zero };
  }

  #handBegan(): void {
    this.#held = null;
    if (this.#aim !== 'end') this.#arrive();
  }

  #arriveSoon(): void {
    clearTimeout(this.#arriving);
    this.#arriving = setTimeout(() => this.#arrive(), ARRIVED_MS);
  }

  /** At the row that was wished for, or the hand has taken over: from here on it counts where one is. */
  #arrive(): void {
    clearTimeout(this.#arriving);
    this.#aim = null;
    this.#judge();
  }

  #judge(): void {
    if (!this.#screen) return;
    if (this.#aim === 'end') this.soon();
    else this.#follow(isNearEnd(this.#place(this.#screen)));
  }

  #follow(follows: boolean): void {
    const atEnd = follows && this.isWhole();
    this.#aim = atEnd ? 'end' : null;
    if (atEnd === this.#told) return;
    this.#told = atEnd;
    this.tell(atEnd);
    // What lies over the list has changed with that.
    if (this.#held) this.soon();
  }
}
