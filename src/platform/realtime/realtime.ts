import type { Server as HttpServer } from 'node:http';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type Bye, type EventType, setSignalInput } from '../../contract/realtime.contract.js';
import type { Actor } from '../actor/actor.js';
import { Clock, type Timer } from '../clock/clock.js';
import { EventLog } from '../event-log/event-log.js';
import type { StoredEvent, StreamHead } from '../event-log/event-log.types.js';
import { Authentication } from '../http/authentication.js';
import { RateLimits } from '../http/rate-limits.js';
import { Ids } from '../ids/ids.js';
import { Metrics } from '../observability/metrics.js';
import { Broadcaster } from './broadcaster.js';
import { Commands } from './commands.js';
import type { Connection } from './connection.js';
import { Followings } from './followings.js';
import type { NodeMessage } from './node-bus.js';
import { type ClientSignal, parseStream, type StreamKind } from './realtime.types.js';
import { Signals } from './signals.js';

const HEADS_EVERY_MS = 1_500;
const HEADS_AT_ONCE = 1_000;
const ALIVE_EVERY_MS = 3_000;
/** A node that was silent for so long is gone, and with it what it said was true. */
const SILENT_MS = 10_000;
const SIGNALS_OF_A_PERSON = { points: 60, durationSec: 10 };
const COME_BACK_MS = 500;
const SPREAD_MS = 4_000;
/** A socket that was still being authenticated when its person was signed out. */
const REMEMBERED_MS = 30_000;

type Ended = {
  readonly accountId: string;
  readonly sessionId?: string | undefined;
  readonly reason: Bye['reason'];
  readonly at: number;
};
/** `NodeMessage` without its sender. */
type Word = NodeMessage extends infer M ? (M extends NodeMessage ? Omit<M, 'node'> : never) : never;

/** The public face: everything a feature wants of sockets, streams and signals. */
@Injectable()
export class Realtime implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #node: string;
  readonly #clientSignals = new Map<string, ClientSignal>();
  readonly #nodes = new Map<string, number>();
  #ended: Ended[] = [];
  #timers: Timer[] = [];
  #closing: Promise<void> | undefined;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly broadcaster: Broadcaster,
    private readonly commands: Commands,
    private readonly followings: Followings,
    private readonly keyed: Signals,
    private readonly eventLog: EventLog,
    private readonly authentication: Authentication,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    ids: Ids,
  ) {
    this.#node = ids.token(9);
  }

  // --- what features declare
  registerStreamKind(kind: StreamKind): void {
    this.followings.addKind(kind);
  }

  registerClientSignal(signal: ClientSignal): void {
    this.#clientSignals.set(signal.name, signal);
  }

  /** Runs on every node with a follower of the stream, after delivery. */
  onEvent<T extends EventType>(type: T, handler: (event: StoredEvent<T>) => void): void {
    this.followings.on(type, (event) => handler(event as StoredEvent<T>));
  }

  // --- signals
  /** A whole value under a key for everybody who follows the stream; null takes it away; with `ttlMs` it goes by itself. */
  setSignal(stream: string, key: string, value: object | null, ttlMs?: number): void {
    const change = { key, json: value === null ? null : JSON.stringify(value), ttlMs };
    this.keyed.set(stream, this.#node, change);
    this.tell({ type: 'signals', stream, changes: [change] });
  }

  signals(stream: string): Record<string, unknown> {
    return this.keyed.values(stream);
  }

  // --- people
  /** Closes the sockets of an account, or of one of its sessions, on all nodes; they do not come back by themselves. */
  disconnect(who: { accountId: string; sessionId?: string }, reason: Bye['reason']): void {
    this.endSockets({ ...who, reason, at: this.clock.monotonic() });
    this.tell({ type: 'disconnect', ...who, reason });
  }

  /** Role, standing or name changed: the sockets of the account act as the new one, and all they follow is decided again. */
  async refreshActor(accountId: string): Promise<void> {
    this.tell({ type: 'refresh', accountId });
    await this.refreshHere(accountId);
  }

  followers(stream: string): number {
    return this.followings.followers(stream);
  }

  // --- beginning and end
  onApplicationBootstrap(): void {
    this.commands.discover();
    const server: HttpServer | undefined = this.adapter.httpAdapter?.getHttpServer();
    if (server) this.attach(server);
  }

  attach(server: HttpServer): void {
    if (this.#timers.length > 0) return;
    this.commands.register('stream:open', (connection, input) => this.followings.open(connection, input as never));
    this.commands.register('stream:close', (connection, input) => this.followings.close(connection, input as never));
    this.commands.register('stream:watch', (connection, input) => this.followings.watch(connection, input as never));
    this.eventLog.onCommitted((events) => this.committed(events));
    this.eventLog.onErased((streams) => {
      this.followings.erased(streams);
      this.tell({ type: 'erased', streams });
    });
    this.broadcaster.attach(server, {
      connected: (connection) => this.connected(connection),
      received: (connection, name, args) => this.received(connection, name, args),
      left: (connection) => this.followings.left(connection),
      heard: (message) => this.heard(message),
    });
    this.#timers.push(this.clock.setRepeating(() => this.everyFewSeconds(false), ALIVE_EVERY_MS));
    if (this.broadcaster.shared)
      this.#timers.push(this.clock.setRepeating(() => void this.checkHeads(), HEADS_EVERY_MS));
    this.everyFewSeconds(true);
  }

  /** Tells everybody to come back, finishes the commands under way, and lets the sockets go. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.closeOnce();
    return this.#closing;
  }

  async onModuleDestroy(): Promise<void> {
    await this.close();
  }

  private async closeOnce(): Promise<void> {
    this.broadcaster.refuse();
    await this.commands.close();
    // Spread over a few seconds, so that they do not all come back at once.
    const connections = [...this.followings.connections()];
    for (const [index, connection] of connections.entries())
      connection.close({
        reason: 'restarting',
        retryInMs: COME_BACK_MS + Math.round((SPREAD_MS * index) / connections.length),
      });
    for (const timer of this.#timers) this.clock.clearTimer(timer);
    this.followings.stop();
    this.keyed.close();
    this.broadcaster.close();
  }

  // --- sockets
  private connected(connection: Connection): void {
    const { accountId } = connection.actor;
    this.followings.arrived(connection);
    const ended = this.#ended.find((one) => concerns(one, connection));
    if (ended) return connection.end({ reason: ended.reason, retryInMs: null });
    // A person's own stream needs no question; the client may open it again to say what it has.
    this.commands.receive(connection, 'stream:open', [{ stream: `account:${accountId}` }]);
  }

  private received(connection: Connection, name: unknown, args: readonly unknown[]): void {
    if (name === 'signal:set') void this.signalSet(connection, args[0]);
    else this.commands.receive(connection, name, args);
  }

  // Nobody waits for an answer, so what is wrong, too much or refused is dropped.
  private async signalSet(connection: Connection, input: unknown): Promise<void> {
    const parsed = setSignalInput.safeParse(input);
    if (!parsed.success) return;
    const { stream, name, value } = parsed.data;
    const { kind, uuid } = parseStream(stream);
    const signal = this.#clientSignals.get(name);
    if (signal?.streamKind !== kind || !this.followings.follows(connection, stream)) return;
    const { actor } = connection;
    try {
      await this.limits.consume('signals', actor.accountId, SIGNALS_OF_A_PERSON);
      const whole = await signal.value(actor, uuid, value);
      if (whole !== undefined)
        this.setSignal(stream, `${name}:${actor.accountId}`, whole, whole === null ? undefined : signal.ttlMs);
    } catch {
      this.metrics.commands.inc({ name: 'signal:set', outcome: 'refused' });
    }
  }

  private endSockets(ended: Ended): void {
    this.#ended = [...this.#ended.filter(({ at }) => ended.at - at < REMEMBERED_MS), ended];
    for (const connection of this.followings.connectionsOf(ended.accountId))
      if (concerns(ended, connection)) connection.end({ reason: ended.reason, retryInMs: null });
  }

  private async refreshHere(accountId: string): Promise<void> {
    for (const connection of this.followings.connectionsOf(accountId)) {
      const actor = await this.reloaded(connection);
      // Who it is now nobody can say: the socket comes back and says so itself.
      if (actor === undefined) connection.close();
      else connection.actor = actor;
    }
    this.followings.authoriseAgain(accountId);
  }

  private async reloaded({ actor }: Connection): Promise<Actor | undefined> {
    try {
      return await this.authentication.reload(actor);
    } catch {
      return undefined;
    }
  }

  // --- commits, and the other nodes
  private committed(events: readonly StoredEvent[]): void {
    this.metrics.batchSize.observe(events.length);
    this.followings.committed(events);
    const heads = new Map<string, [string, StreamHead, string[]]>();
    for (const event of events) {
      const [, known, people = []] = heads.get(event.stream) ?? [];
      const lastMessageSeq = Math.max(event.isMessage ? event.seq : 0, known?.lastMessageSeq ?? 0);
      const head = { epoch: event.epoch, seq: Math.max(event.seq, known?.seq ?? 0), lastMessageSeq };
      heads.set(event.stream, [event.stream, head, [...people, ...this.followings.rightsTouchedBy(event)]]);
    }
    for (const [stream, head] of heads.values()) this.followings.movedTo(stream, head);
    this.tell({ type: 'heads', heads: [...heads.values()] });
  }

  private heard(message: NodeMessage): void {
    if (message.node === this.#node) return;
    this.#nodes.set(message.node, this.clock.monotonic());
    if (message.type === 'heads')
      for (const [stream, head, people] of message.heads) {
        this.followings.movedTo(stream, head);
        this.followings.rightsChanged(stream, people);
      }
    else if (message.type === 'signals')
      for (const change of message.changes) this.keyed.set(message.stream, message.node, change);
    else if (message.type === 'erased') this.followings.erased(message.streams);
    else if (message.type === 'disconnect') this.endSockets({ ...message, at: this.clock.monotonic() });
    else if (message.type === 'refresh') void this.refreshHere(message.accountId);
    else if (message.began) this.sayAllSignals();
  }

  private tell(message: Word): void {
    this.broadcaster.tellNodes({ ...message, node: this.#node });
  }

  private everyFewSeconds(began: boolean): void {
    if (!this.broadcaster.shared) return;
    this.tell({ type: 'alive', began });
    const now = this.clock.monotonic();
    for (const [node, at] of this.#nodes) {
      if (now - at < SILENT_MS) continue;
      this.#nodes.delete(node);
      this.keyed.forgetNode(node);
    }
  }

  private sayAllSignals(): void {
    for (const [stream, group] of Map.groupBy(this.keyed.of(this.#node), ([name]) => name))
      this.tell({ type: 'signals', stream, changes: group.map(([, change]) => change) });
  }

  // What a lost message of another node would have said.
  private async checkHeads(): Promise<void> {
    const streams = this.followings.alive();
    try {
      for (let from = 0; from < streams.length; from += HEADS_AT_ONCE)
        for (const [stream, head] of await this.eventLog.heads(streams.slice(from, from + HEADS_AT_ONCE)))
          this.followings.movedTo(stream, head);
    } catch {
      return; // The database does not answer; the next round asks again.
    }
  }
}

const concerns = ({ accountId, sessionId }: Ended, { actor }: Connection): boolean =>
  actor.accountId === accountId && (sessionId === undefined || actor.sessionId === sessionId);
