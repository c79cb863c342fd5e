import type { Server as HttpServer } from 'node:http';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Bye, EventType } from '../../contract/realtime.contract.js';
import type { Actor } from '../actor/actor.js';
import { EventLog } from '../event-log/event-log.js';
import type { StoredEvent, StreamHead } from '../event-log/event-log.types.js';
import { Authentication } from '../http/authentication.js';
import { Metrics } from '../observability/metrics.js';
import { Broadcaster } from './broadcaster.js';
import { ClientSignals } from './client-signals.js';
import { Commands } from './commands.js';
import type { Connection } from './connection.js';
import { Connections } from './connections.js';
import { Doubts } from './doubts.js';
import { Feeds } from './feeds.js';
import { Followings } from './followings.js';
import { type ForRealtime, NodeBus } from './node-bus.js';
import type { ClientSignal, StreamKind } from './realtime.types.js';
import { Rights } from './rights.js';
import { Signals } from './signals.js';
import { Turnstile } from './turnstile.js';
import { Watching } from './watching.js';

const COME_BACK_MS = 500;
const SPREAD_MS = 4_000;

/** The public face: everything a feature wants of sockets, streams and signals. */
@Injectable()
export class Realtime implements OnApplicationBootstrap, OnModuleDestroy {
  #attached = false;
  #closing: Promise<void> | undefined;

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly broadcaster: Broadcaster,
    private readonly commands: Commands,
    private readonly connections: Connections,
    private readonly rights: Rights,
    private readonly feeds: Feeds,
    private readonly followings: Followings,
    private readonly watching: Watching,
    private readonly keyed: Signals,
    private readonly clientSignals: ClientSignals,
    private readonly bus: NodeBus,
    private readonly doubts: Doubts,
    private readonly turnstile: Turnstile,
    private readonly eventLog: EventLog,
    private readonly authentication: Authentication,
    private readonly metrics: Metrics,
  ) {}

  // --- what features declare
  registerStreamKind(kind: StreamKind): void {
    this.rights.add(kind);
  }

  registerClientSignal(signal: ClientSignal): void {
    this.clientSignals.add(signal, (stream, key, value, ttlMs) => this.setSignal(stream, key, value, ttlMs));
  }

  /** Runs on every node with a follower of the stream, after delivery. */
  onEvent<T extends EventType>(type: T, handler: (event: StoredEvent<T>) => void): void {
    this.feeds.on(type, (event) => handler(event as StoredEvent<T>));
  }

  // --- signals
  /** A whole value under a key for everybody who follows the stream; null takes it away; with `ttlMs` it goes by itself. */
  setSignal(stream: string, key: string, value: object | null, ttlMs?: number): void {
    const change = { key, json: value === null ? null : JSON.stringify(value), ttlMs };
    this.keyed.set(stream, this.bus.node, change);
    this.bus.tell({ type: 'signals', stream, changes: [change] });
  }

  signals(stream: string): Record<string, unknown> {
    return this.keyed.values(stream);
  }

  // --- people
  /** Closes the sockets of an account, or of one of its sessions, on all nodes; they do not come back by themselves. */
  disconnect(who: { accountId: string; sessionId?: string }, reason: Bye['reason']): void {
    this.connections.end({ ...who, reason });
    this.bus.tell({ type: 'disconnect', ...who, reason });
  }

  /** Role, standing or name changed: the sockets of the account act as the new one, and all they follow is decided again. */
  async refreshActor(accountId: string): Promise<void> {
    this.bus.tell({ type: 'refresh', accountId });
    await this.refreshHere(accountId);
  }

  /** Sockets of this node that follow the stream. */
  followers(stream: string): number {
    return this.feeds.followers(stream).size;
  }

  // --- beginning and end
  onApplicationBootstrap(): void {
    const server: HttpServer | undefined = this.adapter.httpAdapter?.getHttpServer();
    if (server) this.attach(server);
  }

  attach(server: HttpServer): void {
    if (this.#attached) return;
    this.#attached = true;
    this.commands.discover();
    this.commands.register('stream:open', (connection, input) => this.followings.open(connection, input));
    this.commands.register('stream:close', (connection, input) => this.followings.close(connection, input));
    this.commands.register('stream:watch', (connection, input) => this.watching.watch(connection, input));
    this.eventLog.onCommitted((events) => this.committed(events));
    this.eventLog.onErased((streams) => this.erased(streams));
    this.broadcaster.attach(server, {
      connected: (connection) => this.connected(connection),
      refuses: (connection, data) => this.turnstile.refuses(connection, data),
      received: (connection, name, args) => this.received(connection, name, args),
      left: (connection) => this.left(connection),
    });
    const alive = (): string[] => [...new Set([...this.feeds.followed(), ...this.watching.streams()])];
    const movedTo = (stream: string, head: StreamHead): void => this.movedTo(stream, head);
    this.bus.open({ heard: (word) => this.heard(word), alive, movedTo });
    this.doubts.open({ followed: alive, movedTo });
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
    // Spread over a few seconds, so that they do not all come back at once.
    const connections = this.connections.all();
    for (const [index, connection] of connections.entries())
      connection.say({
        reason: 'restarting',
        retryInMs: COME_BACK_MS + Math.round((SPREAD_MS * index) / connections.length),
      });
    await this.commands.close();
    for (const connection of this.connections.all()) connection.close();
    this.bus.close();
    this.doubts.close();
    this.feeds.close();
    this.keyed.close();
    await this.broadcaster.close();
  }

  // --- sockets
  private connected(connection: Connection): void {
    if (!this.connections.arrived(connection)) return;
    // A person's own stream needs no question; the client may open it again to say what it has.
    this.commands.receive(connection, 'stream:open', [{ stream: `account:${connection.actor.accountId}` }]);
  }

  private received(connection: Connection, name: unknown, args: readonly unknown[]): void {
    if (name === 'signal:set') void this.clientSignals.receive(connection, args[0]);
    else this.commands.receive(connection, name, args);
  }

  private left(connection: Connection): void {
    this.followings.closeAll(connection);
    this.watching.nothing(connection);
    this.connections.left(connection);
  }

  private async refreshHere(accountId: string): Promise<void> {
    for (const connection of this.connections.of(accountId)) {
      const actor = await this.reloaded(connection.actor);
      // Who it is now nobody can say: the socket comes back and says so itself.
      if (actor === undefined) connection.close();
      else connection.actor = actor;
    }
    this.followings.authoriseAgain(accountId);
    this.watching.rightsChanged([accountId], `account:${accountId}`);
  }

  private async reloaded(actor: Actor): Promise<Actor | undefined> {
    try {
      return await this.authentication.reload(actor);
    } catch {
      return undefined;
    }
  }

  // --- commits, here and on other nodes
  private committed(events: readonly StoredEvent[]): void {
    this.metrics.batchSize.observe(events.length);
    const heads: [string, StreamHead, string[]][] = [];
    for (const [stream, own] of Map.groupBy(events, (event) => event.stream)) {
      const people = own.flatMap((event) => this.feeds.rightsTouchedBy(event));
      const messages = own.filter(({ isMessage }) => isMessage).map(({ seq }) => seq);
      const head = {
        epoch: own[0]?.epoch ?? 1,
        seq: Math.max(...own.map(({ seq }) => seq)),
        lastMessageSeq: Math.max(0, ...messages),
      };
      heads.push([stream, head, people]);
      this.clientSignals.happened(stream, own);
      this.feeds.admit(stream, own);
      this.watching.movedTo(stream, head);
      this.rightsChanged(stream, people);
    }
    this.bus.tell({ type: 'heads', heads });
  }

  private rightsChanged(stream: string, people: readonly string[]): void {
    if (people.length === 0) return;
    this.followings.rightsChanged(stream, people);
    this.watching.rightsChanged(people, stream);
  }

  private movedTo(stream: string, head: StreamHead): void {
    this.feeds.hint(stream, head);
    this.watching.movedTo(stream, head);
  }

  private erased(streams: readonly string[]): void {
    for (const stream of streams) this.feeds.erased(stream);
    this.bus.tell({ type: 'erased', streams });
  }

  private heard(word: ForRealtime): void {
    if (word.type === 'heads')
      for (const [stream, head, people] of word.heads) {
        this.movedTo(stream, head);
        this.rightsChanged(stream, people);
      }
    else if (word.type === 'erased') for (const stream of word.streams) this.feeds.erased(stream);
    else if (word.type === 'disconnect') this.connections.end(word);
    else void this.refreshHere(word.accountId);
  }
}
