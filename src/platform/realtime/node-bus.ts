import type { Bye } from '../../contract/realtime.contract.js';
import type { StreamHead } from '../event-log/event-log.types.js';
import type { SignalChange } from './signals.js';

/** What nodes tell each other. All of it may be lost: heads heal from the table, signals from the next word of their node. */
export type NodeMessage = { readonly node: string } & (
  | { readonly type: 'heads'; readonly heads: readonly [stream: string, head: StreamHead, people: readonly string[]][] }
  | { readonly type: 'signals'; readonly stream: string; readonly changes: readonly SignalChange[] }
  | { readonly type: 'erased'; readonly streams: readonly string[] }
  | {
      readonly type: 'disconnect';
      readonly accountId: string;
      readonly sessionId?: string | undefined;
      readonly reason: Bye['reason'];
    }
  | { readonly type: 'refresh'; readonly accountId: string }
  /** Sent when a node begins, and every few seconds. */
  | { readonly type: 'alive'; readonly began: boolean }
);
