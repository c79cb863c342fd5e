import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import type { CommandInput, CommandName, CommandResult } from '@contract/realtime.contract.js';
import { ApiError, type FailureCode } from '../api/api-error.js';
import { Store } from '../session/store.js';
import type { Connection, ConnectionState } from './connection.js';
import { openLocalStore, type LocalStore, type Queued } from './local-store.js';
import { Outbox } from './outbox.js';

// Dexie looked for IndexedDB when it was loaded, before the stand-in was there.
Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange });

interface Arrival {
  key: string;
  text: string;
  roomId: string;
}

/** Where people write unless a test says elsewhere. */
export const OUTBOX_ROOM = '0198b2c4-7a10-7000-8000-000000000001';

/** The hub as the outbox meets it: remembers keys, refuses what it is told to refuse, loses answers when asked to. */
export class OutboxHub {
  readonly stored: Arrival[] = [];
  readonly asked: Arrival[] = [];
  readonly refusals = new Map<string, { code: FailureCode; details?: Record<string, number>; times: number }>();
  loseAnswers = 0;
  readonly #results = new Map<string, number>();

  answer({ clientId, text, roomId }: { clientId: string; text: string; roomId: string }): { seq: number } | null {
    const arrival = { key: clientId, text, roomId };
    this.asked.push(arrival);
    const refusal = this.refusals.get(text);
    if (refusal && refusal.times > 0) {
      refusal.times -= 1;
      throw new ApiError(refusal.code, refusal.details);
    }
    const seq = this.#results.get(clientId) ?? this.stored.push(arrival);
    this.#results.set(clientId, seq);
    if (this.loseAnswers > 0) {
      this.loseAnswers -= 1;
      return null;
    }
    return { seq };
  }

  texts = (roomId?: string) => this.stored.filter((one) => !roomId || one.roomId === roomId).map(({ text }) => text);
}

/** One tab of the browser: its own connection and outbox over the browser's database. */
export class OutboxTab {
  readonly state = new Store<ConnectionState>('connecting');
  readonly store: LocalStore;
  readonly outbox: Outbox;
  readonly #unanswered = new Set<(failure: ApiError) => void>();

  constructor(hub: OutboxHub, accountId: string) {
    this.store = openLocalStore(accountId);
    const ask = async <N extends CommandName>(_name: N, input: CommandInput<N>): Promise<CommandResult<N>> => {
      // Whoever else wants to send has a turn meanwhile.
      await new Promise((turn) => setImmediate(turn));
      const answer = hub.answer(input as { clientId: string; text: string; roomId: string });
      if (answer) return answer as CommandResult<N>;
      return new Promise((_, fail) => this.#unanswered.add(fail));
    };
    const connection: Pick<Connection, 'ask' | 'state'> = { ask, state: this.state };
    this.outbox = new Outbox(accountId, this.store, connection);
    this.outbox.start();
  }

  online = () => this.state.set('online');

  offline(): void {
    this.state.set('reconnecting');
    for (const fail of this.#unanswered) fail(new ApiError('no-answer'));
    this.#unanswered.clear();
  }

  /** A killed tab runs nothing any more, and the browser takes its lock away. */
  kill(): void {
    this.outbox.close();
    this.offline();
  }

  post = (text: string, roomId = OUTBOX_ROOM) =>
    this.outbox.send('chat:post', { roomId, text, replyTo: null, mentions: [] });
  rows = (): Promise<Queued[]> => this.store.outbox.orderBy('order').toArray();
}
