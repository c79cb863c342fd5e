import type { DraftView } from '@contract/keeping.contract.js';
import { api } from '../api/api.js';
import type { SessionStore } from '../session/session.js';
import { Connection } from './connection.js';
import { Drafts } from './drafts.js';
import { openLocalStore, type LocalStore } from './local-store.js';
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
    this.drafts = new Drafts(accountId, this.#store, this.connection, this.streams, async () => {
      const { drafts } = await api.get<{ drafts: DraftView[] }>('/api/drafts');
      return drafts;
    });
  }

  readonly ask: Connection['ask'] = (name, input, timeoutMs) => this.connection.ask(name, input, timeoutMs);

  open(): this {
    this.connection.open();
    this.outbox.start();
    this.drafts.start();
    return this;
  }

  close(): void {
    this.outbox.close();
    this.drafts.close();
    this.streams.close();
    this.connection.close();
    this.#store.close();
  }
}
