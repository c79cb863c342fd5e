import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RoomWindow } from '../../client/src/lib/streams/room-window.js';
import type { MessageView } from '../../src/contract/chat.contract.js';
import type { ErrorCode } from '../../src/contract/errors.contract.js';
import type { LiveEvent, Position } from '../../src/contract/realtime.contract.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';

/** Why something was not done: the hub's word, or what only a client can know. */
export type Refusal = ErrorCode | 'no-answer' | 'offline';

/** Who saw or did it, in which window of which browser, and when (ms since 1970, this machine's clock). */
interface Witness {
  readonly at: number;
  readonly person: string;
  /** One window with one socket; a killed tab's successor is another one. */
  readonly tab: string;
  /** A browser: its tabs share one durable outbox. */
  readonly browser: string;
}

/** What happened, in the order in which it happened in the process of the simulated people. */
export type Entry = Witness &
  (
    | {
        /** Stored in the durable outbox: from here on the product owes it. Its order there is the author's own. */
        readonly what: 'wrote';
        readonly roomId: string;
        readonly clientId: string;
        readonly command: string;
        readonly input: Readonly<Record<string, unknown>>;
      }
    /** A command that went out, each attempt anew; `call` joins it to its answer. */
    | {
        readonly what: 'asked';
        readonly call: number;
        readonly command: string;
        readonly input: Readonly<Record<string, unknown>>;
      }
    | { readonly what: 'acknowledged'; readonly call: number; readonly data: unknown }
    | { readonly what: 'refused'; readonly call: number; readonly code: Refusal }
    /** A frame as the socket brought it, whatever the client made of it. */
    | {
        readonly what: 'frame';
        readonly stream: string;
        readonly epoch: number;
        readonly events: readonly LiveEvent[];
      }
    | { readonly what: 'closed'; readonly stream: string; readonly reason: 'not-allowed' | 'resync' }
    /** A new socket: what was opened on the former one is over. */
    | { readonly what: 'online' }
    /** The hub ended the session; nothing may come after it in this tab. */
    | { readonly what: 'ended'; readonly why: string }
    /** State of a room as it was loaded, asked for at `askedAt`. The follower begins anew at its head. */
    | {
        readonly what: 'snapshot';
        readonly askedAt: number;
        readonly stream: string;
        readonly head: Position;
        readonly messages: readonly Words[];
      }
    /** Older messages, or all of a room, asked for at `askedAt`; nobody's following begins with them. */
    | {
        readonly what: 'page';
        readonly askedAt: number;
        readonly stream: string;
        readonly head: Position;
        readonly messages: readonly Words[];
      }
    /** What the client's streams gave to the screen. */
    | { readonly what: 'applied'; readonly stream: string; readonly epoch: number; readonly seqs: readonly number[] }
    /** A deed over HTTP that changes somebody's rights: 'sign-out', 'accept'. `askedAt` … `at` is when it was done. */
    | {
        readonly what: 'did';
        readonly deed: string;
        readonly askedAt: number;
        readonly ok: boolean;
        readonly code?: string;
      }
  );

/** A message as a snapshot showed it. */
export type Words = Pick<MessageView, 'id' | 'seq' | 'touched' | 'text' | 'state'>;

export type Fault = { readonly at: number; readonly name: string; readonly about?: string };

export interface History {
  readonly seed: number;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly rooms: readonly { readonly id: string; readonly visibility: 'public' | 'private' }[];
  readonly entries: readonly Entry[];
  readonly faults: readonly Fault[];
}

// --- the tables of the hub when all is calm
export interface StoredRow {
  readonly position: number;
  readonly stream: string;
  readonly seq: number;
  readonly type: string;
  readonly subject: string | null;
  readonly actor: string | null;
  /** ms since 1970. */
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly erased: boolean;
}
export interface MessageRow {
  readonly id: string;
  readonly roomId: string;
  readonly seq: number;
  readonly touched: number;
  readonly authorId: string;
  readonly clientId: string;
  readonly text: string | null;
  readonly state: string;
}
export interface Tables {
  readonly streams: readonly { readonly id: string; readonly epoch: number; readonly seq: number }[];
  readonly events: readonly StoredRow[];
  readonly messages: readonly MessageRow[];
  readonly reactions: readonly { readonly messageId: string; readonly accountId: string; readonly emoji: string }[];
  readonly memberships: readonly {
    readonly roomId: string;
    readonly accountId: string;
    readonly role: string;
    readonly state: string;
  }[];
  readonly rooms: readonly { readonly id: string; readonly memberCount: number; readonly touched: number }[];
  readonly readMarks: readonly { readonly roomId: string; readonly accountId: string; readonly seq: number }[];
  /** Positions of room events that a projector of the scenario says it has applied, as often as it did; undefined where none listened. */
  readonly projected?: readonly number[];
}

// --- what people have before them when all is calm
export interface Ends {
  /** Every tab that still lives, and each room on its screen. */
  readonly screens: readonly {
    readonly person: string;
    readonly tab: string;
    readonly roomId: string;
    /** The client's own word; `closed` = it may not follow (any more). */
    readonly phase: 'loading' | 'ready' | 'failed' | 'closed';
    readonly window: RoomWindow | null;
  }[];
  /** The same rooms opened by a client that knows nothing yet; null where the person may not. */
  readonly fresh: readonly {
    readonly person: string;
    readonly roomId: string;
    readonly code?: string;
    readonly snapshot: RoomSnapshot | null;
    /** The whole room, read page by page, and the person's own reactions in it. */
    readonly messages: readonly MessageView[];
    readonly mine: Readonly<Record<string, readonly string[]>>;
  }[];
  /** Commands that still wait in a browser though everything is calm. */
  readonly waiting: readonly { readonly browser: string; readonly clientId: string; readonly command: string }[];
}

/** Everything that is judged; plain data. */
export interface Evidence {
  readonly history: History;
  readonly tables: Tables;
  readonly ends: Ends;
}

/** As JSON Lines: what it is about first, then every entry, then how it ended. */
export function save(file: string, { history, tables, ends }: Evidence): void {
  mkdirSync(dirname(file), { recursive: true });
  const { entries, ...about } = history;
  const out = openSync(file, 'w');
  for (const [kind, value] of [
    ['about', about],
    ...entries.map((entry) => ['entry', entry]),
    ['tables', tables],
    ['ends', ends],
  ])
    writeSync(out, `${JSON.stringify([kind, value])}\n`);
  closeSync(out);
}

export function load(file: string): Evidence {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const all = lines.map((line) => JSON.parse(line) as [string, unknown]);
  const values = Map.groupBy(all, ([kind]) => kind);
  const [[, about], [, tables], [, ends]] = ['about', 'tables', 'ends'].map(
    (kind) => values.get(kind)?.[0] ?? [kind, {}],
  );
  const entries = (values.get('entry') ?? []).map(([, entry]) => entry as Entry);
  return {
    history: { ...(about as Omit<History, 'entries'>), entries },
    tables: tables as Tables,
    ends: ends as Ends,
  };
}
