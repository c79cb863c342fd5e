import { setTimeout as sleep } from 'node:timers/promises';
import type { RoomWindow } from '../../../client/src/lib/streams/room-window.js';
import type { ReadState } from '../../../src/contract/chat.contract.js';
import type { RoomSnapshot } from '../../../src/contract/room-snapshot.contract.js';
import type { ClientRoomLive, RoomScreen } from './client-pieces.mjs';
import type { Tab } from './tab.js';

/** A read mark is told at most once a second. */
const TOLD_MS = 1_500;

/** One room in one tab: the client's own, with what it loads written down. */
export class Screen {
  readonly #room: ClientRoomLive;
  #told = 0;

  constructor(
    readonly roomId: string,
    private readonly tab: Tab,
  ) {
    const ask: typeof tab.connection.ask = (name, input, timeoutMs) => {
      if (name === 'chat:read') this.#told += 1;
      return tab.connection.ask(name, input, timeoutMs);
    };
    const { connection, streams, person } = tab;
    const live = { accountId: person.id, connection, streams, ask };
    this.#room = new tab.pieces.RoomLive(roomId, live, (path, options) => this.load(path, options?.query));
  }

  get phase(): RoomScreen['phase'] {
    return this.#room.screen.get().phase;
  }

  get window(): RoomWindow | null {
    return this.#room.screen.get().window;
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

  private async load<T>(path: string, query: Record<string, string | number> = {}): Promise<T> {
    const { note, journal } = this.tab;
    const askedAt = journal.now();
    const loaded = await this.tab.get<T>(path, query);
    if (path.endsWith('/snapshot')) {
      const { head, shared } = loaded as RoomSnapshot;
      note({
        what: 'snapshot',
        askedAt,
        stream: `room:${this.roomId}`,
        head: { epoch: head.epoch, seq: head.seq },
        messages: shared.chat.messages.map(({ id, seq, touched, text, state }) => ({ id, seq, touched, text, state })),
      });
    }
    return loaded;
  }
}
