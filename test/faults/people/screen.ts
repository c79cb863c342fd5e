import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomWindow } from '../../../client/src/lib/streams/room-window.js';
import type { MessagesPage, MessageView, ReadState } from '../../../src/contract/chat.contract.js';
import type { RoomSnapshot } from '../../../src/contract/room-snapshot.contract.js';
import type { Words } from '../history.js';
import { textIn } from '../judge/facts.js';
import {
  realPieces,
  type ClientRoomLive,
  type ClientStreams,
  type FollowingState,
  type RoomScreen,
} from './client-pieces.mjs';
import type { Tab } from './tab.js';

/** A read mark is told at most once a second. */
const TOLD_MS = 1_500;
/** Codes of refusals after which the client tells it no more. */
const NOT_THEIRS = /not-(allowed|found|signed-in|a-member)|banned/;

/** One room in one tab: the client's own, with what it loads written down. */
export class Screen {
  readonly #room: ClientRoomLive;
  #told = 0;
  #owesRead = false;

  constructor(
    readonly roomId: string,
    private readonly tab: Tab,
  ) {
    const ask: typeof tab.connection.ask = async (name, input, timeoutMs) => {
      if (name !== 'chat:read') return tab.connection.ask(name, input, timeoutMs);
      this.#told += 1;
      this.#owesRead = true;
      try {
        const answer = await tab.connection.ask(name, input, timeoutMs);
        this.#owesRead = false;
        return answer;
      } catch (failure) {
        if (NOT_THEIRS.test(textIn(failure, 'code') ?? '')) this.#owesRead = false;
        throw failure;
      }
    };
    const { connection, person } = tab;
    const live = { accountId: person.id, connection, streams: this.streams(), ask };
    this.#room = new tab.pieces.RoomLive(roomId, live, (path, options) => this.load(path, options?.query));
  }

  get phase(): RoomScreen['phase'] {
    return this.#room.screen.get().phase;
  }

  /** What the streams say of it: `live` once the hub has opened it. */
  get state(): FollowingState {
    return this.tab.followed.get(`room:${this.roomId}`) ?? 'loading';
  }

  get window(): RoomWindow | null {
    return this.#room.screen.get().window;
  }

  /** A member has read what the hub has not taken yet: it will be told again. */
  get owesRead(): boolean {
    return this.#owesRead;
  }

  open(): void {
    this.#room.open();
  }

  /** What the person presses where a room could not be loaded. */
  reload(): void {
    this.#room.reload();
  }

  /** Scrolls up to what is not loaded yet. A page that cannot be had is asked for again by whoever scrolls again. */
  async older(): Promise<void> {
    await this.#room.older();
  }

  /** Everything on the screen has been read; resolves when the hub has been told, or there was nothing to tell. */
  async read(): Promise<void> {
    const newest = this.window?.messages.at(-1)?.seq ?? 0;
    if (!this.window?.role || newest <= this.window.read.readSeq) return;
    const told = this.#told;
    this.#room.readUpTo(newest);
    for (let waited = 0; waited < TOLD_MS && this.#told === told; waited += 50) await sleep(50);
  }

  heardRead(read: ReadState): void {
    this.#room.heardRead(read);
  }

  /** Of the tab; a planted reducer takes the place of the room's own. */
  private streams(): Pick<ClientStreams, 'follow'> {
    const { streams, pieces, person } = this.tab;
    if (pieces.applyEvent === realPieces.applyEvent) return streams;
    return {
      follow: (stream, follower) =>
        streams.follow(stream, {
          ...follower,
          apply: (events, epoch) => {
            const before = this.window;
            follower.apply(events, epoch);
            const { screen } = this.#room;
            const window = before && events.reduce((now, event) => pieces.applyEvent(now, event, person.id), before);
            screen.set({ ...screen.get(), window });
          },
        }),
    };
  }

  private async load<T>(path: string, query: Record<string, string | number> = {}): Promise<T> {
    const { note, journal } = this.tab;
    const askedAt = journal.now();
    const loaded = await this.tab.get<T>(path, query);
    const snapshot = path.endsWith('/snapshot') ? (loaded as RoomSnapshot) : null;
    const page = snapshot
      ? { ...snapshot.shared.chat, epoch: snapshot.head.epoch, head: snapshot.head.seq }
      : (loaded as MessagesPage);
    note({
      what: snapshot ? 'snapshot' : 'page',
      askedAt,
      stream: `room:${this.roomId}`,
      head: { epoch: page.epoch, seq: page.head },
      messages: wordsOf(page.messages),
    });
    return loaded;
  }
}

export const wordsOf = (messages: readonly MessageView[]): Words[] =>
  messages.map(({ id, seq, touched, text, state }) => ({ id, seq, touched, text, state }));
