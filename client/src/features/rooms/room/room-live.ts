import type { MessagesPage } from '@contract/chat.contract.js';
import type { RoomSnapshot } from '@contract/room-snapshot.contract.js';
import type { ReadState } from '@contract/chat.contract.js';
import { api } from '../../../lib/api/api.js';
import { isCode } from '../../../lib/api/api-error.js';
import { Store } from '../../../lib/session/store.js';
import type { Live } from '../../../lib/streams/live.js';
import type { AskedPage } from '../../../lib/streams/message-window.js';
import {
  applyEvent,
  isEarlier,
  mergePage,
  roomWindowOf,
  withRead,
  type RoomWindow,
} from '../../../lib/streams/room-window.js';

/** A hub that was too busy to say how far one has read is asked again. */
const ASK_READ_AGAIN_MS = 2_000;
/** Refusals of a read mark that no second try changes. */
export const NOT_THEIRS = ['not-allowed', 'not-found', 'not-signed-in', 'rooms/not-a-member', 'rooms/banned'] as const;

export interface RoomScreen {
  phase: 'loading' | 'ready' | 'failed' | 'closed';
  window: RoomWindow | null;
  failure?: unknown;
  /** A page of messages is on its way. */
  paging: 'older' | 'newer' | 'around' | null;
}

/** What a list of messages is drawn from: the room's main list, or a thread. */
export type MessageSource = Pick<RoomLive, 'unreadLine' | 'older' | 'newer' | 'latest' | 'around' | 'readUpTo'> & {
  readonly screen: Store<{ paging: RoomScreen['paging'] }>;
};

/** A room on the screen: its window kept true by the stream, its pages, its read mark. Free of React. */
export class RoomLive {
  readonly screen = new Store<RoomScreen>({ phase: 'loading', window: null, paging: null });
  /** First unread when the room was opened: the line stays where it was while one reads. */
  readonly unreadLine = new Store<number | null>(null);
  #following: { close(): void; reload(): void } | undefined;
  #readSoon: ReturnType<typeof setTimeout> | undefined;
  #wantsRead = 0;
  #askedRead = 0;
  #lined = false;
  /** The read state was loaded while there was a connection, and it has lasted since. */
  #readLoaded = false;
  /** How often the connection was found missing. */
  #losses = 0;
  /** The latest that was heard of the read state while a snapshot was on its way, which may have been read before it. */
  #heardRead: ReadState | null = null;
  #askReadSoon: ReturnType<typeof setTimeout> | undefined;
  #stopWatching: (() => void) | undefined;

  constructor(
    readonly roomId: string,
    private readonly live: Pick<Live, 'accountId' | 'streams' | 'connection' | 'ask'>,
    private readonly load = api.get,
  ) {}

  open(): void {
    const { state } = this.live.connection;
    this.#stopWatching = state.subscribe(() => {
      if (state.get() === 'online') return;
      this.#readLoaded = false;
      this.#losses += 1;
    });
    this.#following = this.live.streams.follow(`room:${this.roomId}`, {
      snapshot: async () => {
        this.#heardRead = null;
        const losses = this.#losses;
        const snapshot = await this.load<RoomSnapshot>(`/api/rooms/${this.roomId}/snapshot`);
        // Closed meanwhile: what was still on its way is shown to nobody.
        if (this.screen.get().phase === 'closed') return null;
        const loaded = roomWindowOf(snapshot);
        const heard = this.#heardRead;
        // Of the same turn the snapshot knows more: what has been said since.
        const window = heard && isEarlier(loaded.read, heard) ? withRead(loaded, heard) : loaded;
        if (!this.#lined) this.unreadLine.set(window.read.firstUnread);
        this.#lined = true;
        this.#readLoaded = losses === this.#losses && state.get() === 'online';
        this.#set({ phase: 'ready', window, failure: undefined });
        return { epoch: snapshot.head.epoch, seq: snapshot.head.seq };
      },
      apply: (events) => {
        const { window } = this.screen.get();
        if (window)
          this.#set({ window: events.reduce((now, event) => applyEvent(now, event, this.live.accountId), window) });
      },
      changed: (state, failure) => {
        if (state === 'live') this.#askRead();
        if (state === 'failed') this.#set({ phase: 'failed', failure });
        if (state === 'closed') this.#set({ phase: 'closed', failure });
      },
    });
  }

  close(): void {
    clearTimeout(this.#readSoon);
    clearTimeout(this.#askReadSoon);
    this.#sendRead();
    this.#stopWatching?.();
    this.#following?.close();
  }

  reload(): void {
    if (this.screen.get().phase === 'closed') return;
    this.#set({ phase: 'loading', failure: undefined });
    this.#following?.reload();
  }

  async older(): Promise<void> {
    const { window } = this.screen.get();
    const first = window?.messages[0];
    if (window?.hasOlder && first) await this.#page('older', { before: first.seq });
  }

  async newer(): Promise<void> {
    const { window } = this.screen.get();
    const last = window?.messages.at(-1);
    if (window?.hasNewer && last) await this.#page('newer', { after: last.seq });
  }

  /** Makes sure that a message is loaded, whatever its age. */
  async around(seq: number): Promise<void> {
    const { window } = this.screen.get();
    if (!window) return;
    const first = window.messages[0]?.seq ?? 0;
    const last = window.messages.at(-1)?.seq ?? 0;
    if ((seq >= first || !window.hasOlder) && (seq <= last || !window.hasNewer)) return;
    await this.#page('around', { around: seq });
  }

  /** Back to the newest messages, from wherever one was reading. */
  async latest(): Promise<void> {
    const { window } = this.screen.get();
    if (window?.hasNewer) await this.#page('around', { around: window.head.seq });
  }

  /** Everything up to here was on the screen; told to the hub at most once a second, and never backwards. */
  readUpTo(seq: number): void {
    const { window } = this.screen.get();
    if (!window?.role || seq <= Math.max(window.read.readSeq, this.#wantsRead)) return;
    this.#wantsRead = seq;
    this.#readSoon ??= setTimeout(() => this.#sendRead(), 700);
  }

  /** What another device or the hub says of the read state. */
  heardRead(read: ReadState): void {
    if (read.roomId !== this.roomId) return;
    if (!this.#heardRead || !isEarlier(read, this.#heardRead)) this.#heardRead = read;
    const { window } = this.screen.get();
    if (window) this.#set({ window: withRead(window, read) });
  }

  #sendRead(): void {
    clearTimeout(this.#readSoon);
    this.#readSoon = undefined;
    if (this.#wantsRead <= this.#askedRead || this.live.connection.state.get() !== 'online') return;
    const seq = this.#wantsRead;
    this.#askedRead = seq;
    this.live.ask('chat:read', { roomId: this.roomId, seq }).then(
      (read) => this.heardRead(read),
      // Nobody knows what the hub has of it.
      (failure) => {
        this.#askedRead = 0;
        this.#readLoaded = false;
        this.#askReadAgain(failure);
      },
    );
  }

  /**
   * Read marks are no events: what another device read while this one was away does not come with what was missed, and what was
   * read here meanwhile has not been told.
   */
  #askRead(): void {
    clearTimeout(this.#askReadSoon);
    const { window } = this.screen.get();
    // Once there is a connection again, and a membership, it is asked anew.
    if (!window?.role || this.live.connection.state.get() !== 'online') return;
    const { roomId } = this;
    const seq = Math.max(window.read.readSeq, this.#wantsRead);
    if (this.#readLoaded && seq <= window.read.readSeq) return;
    this.live.ask('chat:read', { roomId, seq }).then(
      (read) => {
        this.#readLoaded = this.live.connection.state.get() === 'online';
        this.#askedRead = Math.max(this.#askedRead, seq);
        this.heardRead(read);
      },
      (failure) => this.#askReadAgain(failure),
    );
  }

  /** A busy hub is asked again; whoever lost the connection, or may not read any more, hears of it otherwise. */
  #askReadAgain(failure: unknown): void {
    clearTimeout(this.#askReadSoon);
    if (isCode(failure, ...NOT_THEIRS)) this.#wantsRead = 0;
    else this.#askReadSoon = setTimeout(() => this.#askRead(), ASK_READ_AGAIN_MS);
  }

  async #page(paging: NonNullable<RoomScreen['paging']>, asked: AskedPage): Promise<void> {
    if (this.screen.get().paging) return;
    this.#set({ paging });
    try {
      await this.fetchPage(asked);
    } finally {
      this.#set({ paging: null });
    }
  }

  /** Brings a page into the window: of the main list, or of the thread that is open beside it. */
  async fetchPage({ thread, ...query }: AskedPage): Promise<void> {
    const path = thread === undefined ? 'messages' : `threads/${thread}`;
    const asked: AskedPage = thread === undefined ? query : { ...query, thread };
    // Events that arrive meanwhile are joined; a page that is too old for that is asked for once more.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const page = await this.load<MessagesPage>(`/api/rooms/${this.roomId}/${path}`, { query: { ...query } });
      const { window } = this.screen.get();
      const merged = window && mergePage(window, page, asked, this.live.accountId);
      if (merged) return this.#set({ window: merged });
    }
    this.reload();
  }

  closeThread(): void {
    const { window } = this.screen.get();
    if (window) this.#set({ window: { ...window, threadWindow: null } });
  }

  #set(change: Partial<RoomScreen>): void {
    this.screen.set({ ...this.screen.get(), ...change });
  }
}
