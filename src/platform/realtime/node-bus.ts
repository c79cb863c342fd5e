import { Injectable } from '@nestjs/common';
import type { Bye } from '../../contract/realtime.contract.js';
import { Clock, type Timer } from '../clock/clock.js';
import { EventLog } from '../event-log/event-log.js';
import type { StreamHead } from '../event-log/event-log.types.js';
import { Ids } from '../ids/ids.js';
import { Broadcaster } from './broadcaster.js';
import { type SignalChange, Signals } from './signals.js';

const HEADS_EVERY_MS = 1_500;
const HEADS_AT_ONCE = 1_000;
const ALIVE_EVERY_MS = 3_000;
/** A node that was silent for so long is gone, and with it what it said was true. */
const SILENT_MS = 10_000;

/** What nodes tell each other. All of it may be lost: heads heal from the table, signals from the next word of their node. */
export type Word =
  | { readonly type: 'heads'; readonly heads: readonly (readonly [string, StreamHead, readonly string[]])[] }
  | { readonly type: 'signals'; readonly stream: string; readonly changes: readonly SignalChange[] }
  | { readonly type: 'erased'; readonly streams: readonly string[] }
  | {
      readonly type: 'disconnect';
      readonly accountId: string;
      readonly sessionId?: string | undefined;
      readonly reason: Bye['reason'];
    }
  | { readonly type: 'refresh'; readonly accountId: string }
  /** Sent when a node begins, every few seconds, and when it ends in order. */
  | { readonly type: 'alive'; readonly began: boolean }
  | { readonly type: 'gone' };
/** Signals and signs of life are the bus's own business. */
export type ForRealtime = Exclude<Word, { type: 'signals' | 'alive' | 'gone' }>;
export type NodeMessage = Word & { readonly node: string };

/** What this node does about the words of others. */
export interface BusEars {
  heard(word: ForRealtime): void;
  /** Streams followed or watched here. */
  alive(): string[];
  movedTo(stream: string, head: StreamHead): void;
}

/** The line between nodes. Without Redis it is silent. */
@Injectable()
export class NodeBus {
  readonly node: string;
  readonly #nodes = new Map<string, number>();
  #timers: Timer[] = [];

  constructor(
    private readonly broadcaster: Broadcaster,
    private readonly signals: Signals,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.node = ids.token(9);
  }

  open(ears: BusEars): void {
    if (!this.broadcaster.shared) return;
    this.broadcaster.onNodes((message) => this.hear(message, ears));
    this.#timers = [
      this.clock.setRepeating(() => this.signOfLife(), ALIVE_EVERY_MS),
      this.clock.setRepeating(() => void this.checkHeads(ears), HEADS_EVERY_MS),
    ];
    this.tell({ type: 'alive', began: true });
  }

  tell(word: Word): void {
    if (this.broadcaster.shared) this.broadcaster.tellNodes({ ...word, node: this.node });
  }

  close(): void {
    for (const timer of this.#timers) this.clock.clearTimer(timer);
    this.tell({ type: 'gone' });
  }

  private hear(message: NodeMessage, ears: BusEars): void {
    if (message.node === this.node) return;
    const isNew = !this.#nodes.has(message.node);
    this.#nodes.set(message.node, this.clock.monotonic());
    if (message.type === 'signals')
      for (const change of message.changes) this.signals.set(message.stream, message.node, change);
    else if (message.type === 'alive') this.greet(message.began || isNew);
    else if (message.type === 'gone') this.forget(message.node);
    else ears.heard(message);
  }

  // Somebody began, or was not heard for a while: they do not know what is true here.
  private greet(isNew: boolean): void {
    if (!isNew) return;
    for (const [stream, group] of Map.groupBy(this.signals.of(this.node), ([name]) => name))
      this.tell({ type: 'signals', stream, changes: group.map(([, change]) => change) });
  }

  private signOfLife(): void {
    this.tell({ type: 'alive', began: false });
    const now = this.clock.monotonic();
    for (const [node, at] of this.#nodes) if (now - at >= SILENT_MS) this.forget(node);
  }

  private forget(node: string): void {
    this.#nodes.delete(node);
    this.signals.forgetNode(node);
  }

  // What a lost message of another node would have said.
  private async checkHeads(ears: BusEars): Promise<void> {
    const streams = ears.alive();
    try {
      for (let from = 0; from < streams.length; from += HEADS_AT_ONCE)
        for (const [stream, head] of await this.eventLog.heads(streams.slice(from, from + HEADS_AT_ONCE)))
          ears.movedTo(stream, head);
    } catch {
      return; // The database does not answer; the next round asks again.
    }
  }
}
