import type { applyEvent, RoomWindow } from '../../../client/src/lib/streams/room-window.js';
import type { ReadState } from '../../../src/contract/chat.contract.js';
import type { ErrorCode } from '../../../src/contract/errors.contract.js';
import type {
  CommandInput,
  CommandName,
  CommandResult,
  LiveEvent,
  Position,
  ServerToClient,
} from '../../../src/contract/realtime.contract.js';

interface Observable<T> {
  get(): T;
  subscribe(tell: () => void): () => void;
}
export type ConnectionState = 'connecting' | 'online' | 'reconnecting' | 'offline' | 'outdated' | 'ended';
export interface Receiver extends Omit<ServerToClient, 'bye'> {
  online(): void;
}
interface ConnectionOptions {
  token(refused?: string): Promise<string>;
  onEnded(why: string): void;
  receiver: Receiver;
  url: string;
}

/** client/src/lib/streams/connection.ts */
export declare class ClientConnection {
  constructor(options: ConnectionOptions);
  readonly state: Observable<ConnectionState>;
  open(): void;
  close(): void;
  retryNow(): void;
  ask<N extends CommandName>(name: N, input: CommandInput<N>, timeoutMs?: number): Promise<CommandResult<N>>;
}

export type FollowingState = 'loading' | 'live' | 'failed' | 'closed';
export interface Follower {
  snapshot(): Promise<Position | null>;
  apply(events: readonly LiveEvent[], epoch: number): void;
  changed?(state: FollowingState, failure?: unknown): void;
}
/** client/src/lib/streams/streams.ts */
export declare class ClientStreams {
  constructor(connection: () => ClientConnection);
  readonly receiver: Receiver;
  follow(stream: string, follower: Follower): { close(): void; reload(): void };
  signals(stream: string): Observable<Readonly<Record<string, unknown>>>;
  close(): void;
}

export interface RoomScreen {
  phase: 'loading' | 'ready' | 'failed' | 'closed';
  window: RoomWindow | null;
}
/** client/src/features/rooms/room/room-live.ts */
export declare class ClientRoomLive {
  constructor(
    roomId: string,
    live: {
      readonly accountId: string;
      readonly streams: Pick<ClientStreams, 'follow'>;
      readonly connection: ClientConnection;
      readonly ask: ClientConnection['ask'];
    },
    load: <T>(path: string, options?: { query?: Record<string, string | number> }) => Promise<T>,
  );
  readonly screen: Observable<RoomScreen> & { set(screen: RoomScreen): void };
  open(): void;
  close(): void;
  reload(): void;
  older(): Promise<void>;
  readUpTo(seq: number): void;
  heardRead(read: ReadState): void;
}

export type QueuedCommand = 'chat:post' | 'chat:edit' | 'chat:delete' | 'chat:undo-delete' | 'chat:react';
export interface Queued {
  readonly order: number;
  readonly roomId: string;
  readonly clientId: string;
  readonly command: QueuedCommand;
  readonly state: 'waiting' | 'refused' | 'sent';
  readonly code?: string;
}
/** client/src/lib/streams/local-store.ts: a Dexie database. */
export interface LocalStore {
  readonly outbox: { toArray(): Promise<Queued[]> };
  close(): void;
}
/** client/src/lib/streams/outbox.ts */
export declare class ClientOutbox {
  /** `name` names the lock that lets one tab send at a time. */
  constructor(name: string, store: LocalStore, connection: Pick<ClientConnection, 'ask' | 'state'>);
  start(): void;
  close(): void;
  drain(): void;
  send<C extends QueuedCommand>(command: C, input: Omit<CommandInput<C>, 'clientId'>): Promise<string>;
  unsent(): Promise<number>;
}

export declare class ClientApiError extends Error {
  constructor(code: ErrorCode | 'offline' | 'no-answer', details?: Record<string, string | number | boolean | null>);
  readonly code: ErrorCode | 'offline' | 'no-answer';
}

/** What simulated people run. Whoever plants a bug of the client replaces one of these. */
export interface ClientPieces {
  readonly Connection: typeof ClientConnection;
  readonly Streams: typeof ClientStreams;
  readonly Outbox: typeof ClientOutbox;
  /** Its database is named after what it is given: a browser of one person, shared by its tabs. */
  readonly openLocalStore: (name: string) => LocalStore;
  readonly RoomLive: typeof ClientRoomLive;
  /** The reducer that RoomLive has inside; another one takes its place on the screen. */
  readonly applyEvent: typeof applyEvent;
  /** One request; `path` may be a whole address. Fails with an ApiError. */
  readonly call: <T>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options?: { query?: Record<string, string | number>; body?: object; token?: string; timeoutMs?: number },
  ) => Promise<T>;
  readonly ApiError: typeof ClientApiError;
}
export declare const realPieces: ClientPieces;
