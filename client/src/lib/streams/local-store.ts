import Dexie, { type Table } from 'dexie';
import type { CommandInput } from '@contract/realtime.contract.js';
import type { ErrorDetails } from '@contract/errors.contract.js';
import type { FailureCode } from '../api/api-error.js';
import { databaseNameOf } from '../session/local-name.js';

/** Commands that survive the tab, the browser and days without network. */
export type QueuedCommand =
  | ('chat:post' | 'chat:edit' | 'chat:delete' | 'chat:undo-delete' | 'chat:react')
  | ('chat:mark-answer' | 'chat:thank' | 'chat:pin');
export type QueuedInput<C extends QueuedCommand> = Omit<CommandInput<C>, 'clientId'>;

interface QueuedState {
  /** Place in the queue; given when it is stored. */
  order: number;
  roomId: string;
  /** Idempotency key: sent again and again with the same one until there is an answer. */
  clientId: string;
  /** When it was written (ISO 8601, this device's clock). */
  at: string;
  /** `sent` stays a moment, until its event has come by the stream. */
  state: 'waiting' | 'refused' | 'sent';
  /** Why it was refused, or why it still waits. */
  code?: FailureCode;
  details?: ErrorDetails;
  /** seq of its event, once sent. */
  seq?: number;
}
export type Queued = { [C in QueuedCommand]: QueuedState & { command: C; input: QueuedInput<C> } }[QueuedCommand];

/** What is being written in a room or in a thread of it. */
export interface Draft {
  /** The thread's id, or else the room's. */
  place: string;
  roomId: string;
  threadId: string | null;
  text: string;
  replyTo: string | null;
  /** The last one known of the hub; 0 = it never heard of this draft. */
  revision: number;
  /** Written here and not told yet. */
  dirty: boolean;
  /** By this device's clock, in ms. */
  writtenAt: number;
}

export type LocalStore = Dexie & {
  outbox: Table<Queued, number, Omit<Queued, 'order'>>;
  written: Table<Draft, string>;
};

export function openLocalStore(accountId: string): LocalStore {
  // A queue shows what is stored, not what is hoped to be.
  const store = new Dexie(databaseNameOf(accountId), { cache: 'disabled' }) as LocalStore;
  store.version(1).stores({ outbox: '++order, &clientId, roomId, state', drafts: 'roomId' });
  // Drafts of before were the device's own: they are told to the others now.
  store
    .version(2)
    .stores({ drafts: null, written: 'place' })
    .upgrade(async (change) => {
      const before: Pick<Draft, 'roomId' | 'text' | 'replyTo'>[] = await change.table('drafts').toArray();
      await change.table('written').bulkPut(
        before.map((draft) => ({
          ...draft,
          place: draft.roomId,
          threadId: null,
          revision: 0,
          dirty: true,
          writtenAt: 0,
        })),
      );
    });
  return store;
}
