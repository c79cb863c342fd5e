import type { SessionStore } from '../session/session.js';
import { Connection } from './connection.js';
import { openLocalStore, type Draft, type LocalStore } from './local-store.js';
import { Outbox } from './outbox.js';
import { Streams } from './streams.js';

/** Everything live of one signed-in account in this window: socket, streams, queue, drafts. */
export class Live {
  readonly connection: Connection;
  readonly streams: Streams;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly #store: LocalStore;

  constructor(
    readonly accountId: string,
    session: SessionStore,
    url?: string,
  ) {
    this.streams = new Streams(() => this.connection);
    this.connection = new Connection({
      token: (refused) => session.token(refused),
      onEnded: (why) => session.ended(why),
      receiver: this.streams.receiver,
      url,
    });
    this.#store = openLocalStore(accountId);
    this.outbox = new Outbox(accountId, this.#store, this.connection);
    this.drafts = new Drafts(this.#store);
  }

  readonly ask: Connection['ask'] = (name, input, timeoutMs) => this.connection.ask(name, input, timeoutMs);

  open(): this {
    this.connection.open();
    this.outbox.start();
    return this;
  }

  close(): void {
    this.outbox.close();
    this.streams.close();
    this.connection.close();
    this.#store.close();
  }
}

/** What somebody was writing in a room; kept until it is sent or emptied. */
export class Drafts {
  constructor(private readonly store: LocalStore) {}

  get(roomId: string): Promise<Draft | undefined> {
    return this.store.drafts.get(roomId);
  }

  async keep(draft: Draft): Promise<void> {
    if (draft.text.trim() === '' && !draft.replyTo) await this.store.drafts.delete(draft.roomId);
    else await this.store.drafts.put(draft);
  }
}
