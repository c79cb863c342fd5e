import type { ReadState } from '../../../src/contract/chat.contract.js';
import type { CommandInput, CommandName, CommandResult } from '../../../src/contract/realtime.contract.js';
import type { Browser } from './browser.js';
import type {
  ClientConnection,
  ClientOutbox,
  ClientPieces,
  ClientStreams,
  Follower,
  FollowingState,
  LocalStore,
  QueuedCommand,
  Receiver,
} from './client-pieces.mjs';
import type { Journal, Note } from './journal.js';
import { Screen } from './screen.js';

/** One window of a browser, made of the client's own pieces, each word to and from the hub written down. */
export class Tab {
  readonly journal: Journal;
  readonly pieces: ClientPieces;
  readonly note: Note;
  readonly connection: ClientConnection;
  readonly streams: ClientStreams;
  readonly outbox: ClientOutbox;
  readonly screens = new Map<string, Screen>();
  /** How far following each stream has come. */
  readonly followed = new Map<string, FollowingState>();
  readonly #store: LocalStore;
  #alive = true;

  constructor(
    readonly browser: Browser,
    readonly name: string,
  ) {
    const { journal, pieces, person } = browser;
    this.journal = journal;
    this.pieces = pieces;
    this.note = journal.by({ person: person.id, browser: browser.name, tab: name });
    this.streams = this.tappedStreams();
    this.connection = this.tappedConnection();
    this.#store = pieces.openLocalStore(browser.name);
    this.outbox = new pieces.Outbox(browser.name, this.#store, this.connection);
  }

  get person(): Browser['person'] {
    return this.browser.person;
  }

  get alive(): boolean {
    return this.#alive;
  }

  open(rooms: readonly string[]): this {
    this.connection.open();
    this.outbox.start();
    const own = `account:${this.person.id}`;
    this.streams.follow(own, { snapshot: async () => null, apply: () => undefined });
    // Read on another device of the same person.
    const signals = this.streams.signals(own);
    signals.subscribe(() => {
      for (const [key, value] of Object.entries(signals.get()))
        if (key.startsWith('read:')) this.screens.get(key.slice(5))?.heardRead(value as ReadState);
    });
    for (const roomId of rooms) this.show(roomId);
    return this;
  }

  /** Opens a room, or opens it again where it had been closed by the hub. */
  show(roomId: string): void {
    const known = this.screens.get(roomId);
    if (known && known.phase !== 'closed') return;
    const screen = new Screen(roomId, this);
    this.screens.set(roomId, screen);
    screen.open();
  }

  get<T>(path: string, query: Record<string, string | number> = {}): Promise<T> {
    return this.browser.call('GET', path, { query });
  }

  /** Durable from here on: the client promises that it arrives, or is refused in words. */
  async write<C extends QueuedCommand>(
    command: C,
    input: Omit<CommandInput<C>, 'clientId'> & { roomId: string },
  ): Promise<void> {
    const clientId = await this.outbox.send(command, input);
    this.note({ what: 'wrote', roomId: input.roomId, clientId, command, input: { ...input } });
  }

  /** Closes the window in an instant; what it had written waits in the browser. */
  kill(): void {
    this.#alive = false;
    this.outbox.close();
    this.streams.close();
    this.connection.close();
    this.#store.close();
  }

  private tappedStreams(): ClientStreams {
    const { note, pieces, followed } = this;
    class Tapped extends pieces.Streams {
      override follow(stream: string, follower: Follower): { close(): void; reload(): void } {
        followed.set(stream, 'loading');
        return super.follow(stream, {
          ...follower,
          changed: (state, failure) => {
            followed.set(stream, state);
            follower.changed?.(state, failure);
          },
          apply: (events, epoch) => {
            note({ what: 'applied', stream, epoch, seqs: events.map(({ seq }) => seq) });
            follower.apply(events, epoch);
          },
        });
      }
    }
    return new Tapped(() => this.connection);
  }

  private tappedConnection(): ClientConnection {
    const { note, journal, pieces, browser } = this;
    const { receiver } = this.streams;
    const heard: Receiver = {
      ...receiver,
      online: () => {
        note({ what: 'online' });
        receiver.online();
      },
      frame: (frame) => {
        note({ what: 'frame', ...frame });
        receiver.frame(frame);
      },
      closed: (stream, reason) => {
        note({ what: 'closed', stream, reason });
        receiver.closed(stream, reason);
      },
    };
    class Tapped extends pieces.Connection {
      override async ask<N extends CommandName>(
        name: N,
        input: CommandInput<N>,
        timeoutMs?: number,
      ): Promise<CommandResult<N>> {
        const call = journal.nextCall();
        note({ what: 'asked', call, command: name, input: { ...input } });
        try {
          const data = await super.ask(name, input, timeoutMs);
          note({ what: 'acknowledged', call, data });
          return data;
        } catch (failure) {
          const code = failure instanceof pieces.ApiError ? failure.code : 'internal';
          note({ what: 'refused', call, code });
          throw failure;
        }
      }
    }
    return new Tapped({
      url: browser.url,
      token: (refused) => browser.token(refused),
      onEnded: (why) => {
        note({ what: 'ended', why });
        browser.thrownOut();
      },
      receiver: heard,
    });
  }
}
