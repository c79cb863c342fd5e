import type { ThreadState } from '@contract/threads.contract.js';
import { isCode } from '../../../lib/api/api-error.js';
import { Store } from '../../../lib/session/store.js';
import type { Live } from '../../../lib/streams/live.js';
import type { AskedPage, MessageWindow } from '../../../lib/streams/message-window.js';
import { type MessageSource, NOT_THEIRS, type RoomLive, type RoomScreen } from './room-live.js';

const READ_MS = 700;
const READ_AGAIN_MS = 2_000;

/** A thread on the screen, beside its room, whose stream keeps it true: its pages and its read mark. Free of React. */
export class ThreadLive implements MessageSource {
  readonly screen = new Store<{ paging: RoomScreen['paging']; failure: unknown }>({ paging: null, failure: null });
  /** First unread when the thread was opened: the line stays where it was while one reads. */
  readonly unreadLine = new Store<number | null>(null);
  #readSoon: ReturnType<typeof setTimeout> | undefined;
  #wantsRead = 0;
  #readSeq = 0;
  #stop: (() => void) | undefined;
  #closed = false;

  constructor(
    readonly threadId: string,
    private readonly room: RoomLive,
    private readonly live: Pick<Live, 'ask'>,
    /** What the list of threads knows of it. */
    known: ThreadState | undefined,
    private readonly heard: (state: ThreadState) => void,
  ) {
    this.unreadLine.set(known?.firstUnread ?? null);
    this.#readSeq = known?.readSeq ?? 0;
  }

  open(): void {
    // A room that was loaded anew has forgotten its thread.
    const keep = () => {
      const { window, phase } = this.room.screen.get();
      const { paging, failure } = this.screen.get();
      if (window && phase === 'ready' && !this.#window && !paging && !failure) this.load();
    };
    this.#stop = this.room.screen.subscribe(keep);
    keep();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#readSoon);
    this.#sendRead();
    this.#stop?.();
    this.room.closeThread();
  }

  load = (): void => void this.#page('around', {});

  async older(): Promise<void> {
    const first = this.#window?.messages[0];
    if (this.#window?.hasOlder && first) await this.#page('older', { before: first.seq });
  }

  async newer(): Promise<void> {
    const last = this.#window?.messages.at(-1);
    if (this.#window?.hasNewer && last) await this.#page('newer', { after: last.seq });
  }

  async around(seq: number): Promise<void> {
    const window = this.#window;
    const first = window?.messages[0]?.seq ?? Infinity;
    const last = window?.messages.at(-1)?.seq ?? 0;
    if (window && (seq >= first || !window.hasOlder) && (seq <= last || !window.hasNewer)) return;
    await this.#page('around', { around: seq });
  }

  async latest(): Promise<void> {
    if (this.#window?.hasNewer) await this.#page('around', { around: Number.MAX_SAFE_INTEGER });
  }

  /** Everything up to here was on the screen; told to the hub at most once in a while, and never backwards. */
  readUpTo(seq: number): void {
    if (!this.room.screen.get().window?.role || seq <= Math.max(this.#readSeq, this.#wantsRead)) return;
    this.#wantsRead = seq;
    this.#readSoon ??= setTimeout(() => this.#sendRead(), READ_MS);
  }

  #sendRead(): void {
    clearTimeout(this.#readSoon);
    this.#readSoon = undefined;
    const seq = this.#wantsRead;
    if (seq <= this.#readSeq) return;
    const before = this.#readSeq;
    this.#readSeq = seq;
    this.live.ask('chat:read-thread', { roomId: this.room.roomId, threadId: this.threadId, seq }).then(
      this.heard,
      // A busy hub is told again; whoever may not read any more hears of it otherwise.
      (failure) => {
        this.#readSeq = before;
        if (isCode(failure, ...NOT_THEIRS)) this.#wantsRead = 0;
        else if (!this.#closed) this.#readSoon ??= setTimeout(() => this.#sendRead(), READ_AGAIN_MS);
      },
    );
  }

  get #window(): MessageWindow | null {
    const window = this.room.screen.get().window?.threadWindow;
    return window?.thread === this.threadId ? window : null;
  }

  async #page(paging: NonNullable<RoomScreen['paging']>, asked: AskedPage): Promise<void> {
    if (this.screen.get().paging) return;
    this.screen.set({ paging, failure: null });
    try {
      await this.room.fetchPage({ ...asked, thread: this.threadId });
      this.screen.set({ paging: null, failure: null });
    } catch (failure) {
      this.screen.set({ paging: null, failure });
    }
  }
}
