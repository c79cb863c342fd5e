import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { createShardedAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { handshake, type ServerToClient } from '../../contract/realtime.contract.js';
import { MAX_FRAME_BYTES, PROTOCOL } from '../../contract/limits.js';
import type { Language } from '../../contract/words.js';
import type { Actor } from '../actor/actor.js';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { busy, DomainError } from '../errors/domain-error.js';
import { translate } from '../errors/translate.js';
import { Authentication } from '../http/authentication.js';
import { languageOf } from '../http/language.js';
import { originAllowed } from '../http/origins.js';
import { Metrics } from '../observability/metrics.js';
import { Pressure } from '../observability/pressure.js';
import { Connection, type LiveSocket, type SocketData } from './connection.js';
import type { NodeMessage } from './node-bus.js';

// A ghost is gone after 13 s at the latest.
const PING_INTERVAL_MS = 5_000;
const PING_TIMEOUT_MS = 8_000;
const ORIGINS_NOTED = 20;
const LAST_WORD_MS = 1_000;

/** What becomes of sockets. */
export interface Ears {
  connected(connection: Connection): void;
  /** A packet before it is decoded; true if that was all. */
  refuses(connection: Connection, data: unknown): boolean;
  received(connection: Connection, name: unknown, args: readonly unknown[]): void;
  left(connection: Connection): void;
}
type Io = Server<Record<string, never>, ServerToClient, { bus: (message: NodeMessage) => void }, SocketData>;

/** The only holder of the socket server and of the line to other nodes. */
@Injectable()
export class Broadcaster {
  readonly #log = new Logger('sockets');
  #io: Io | undefined;
  #redis: Redis[] = [];
  #closing = false;
  #arriving = 0;
  /** Sockets whose person is looked up. When everybody comes back at once these are served first, the others a little later. */
  mostArriving = 2_000;
  readonly #origins = new Set<string>();
  readonly #lines = new Set<Duplex>();
  /** The language of those who have asked to come in. */
  readonly #asked = new WeakMap<LiveSocket['conn'], Language>();

  constructor(
    private readonly config: Config,
    private readonly authentication: Authentication,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
    private readonly pressure: Pressure,
  ) {}

  attach(server: HttpServer, ears: Ears): void {
    if (this.#io) return;
    const io: Io = new Server(server, {
      path: '/socket.io',
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      pingInterval: PING_INTERVAL_MS,
      pingTimeout: PING_TIMEOUT_MS,
      connectTimeout: 10_000,
      cleanupEmptyChildNamespaces: true,
      allowRequest: (request, decide) => this.decide(request, decide),
      ...(this.config.redisUrl ? { adapter: this.line(this.config.redisUrl) } : {}),
    });
    this.#io = io;
    // A client that has died does not answer the end of its WebSocket: a shutdown ends the connection below it.
    server.on('upgrade', (_request, line) => {
      this.#lines.add(line);
      line.once('close', () => this.#lines.delete(line));
    });
    io.use((socket, next) => {
      // Several sockets on one connection would each be sent everything, and cost a question each.
      const before = this.#asked.get(socket.conn);
      if (before !== undefined) return next(refusal(new DomainError('not-allowed'), before));
      const language = languageOf(socket.request);
      this.#asked.set(socket.conn, language);
      socket.data.askedAt = this.clock.monotonic();
      this.identify(socket).then(
        (actor) => {
          socket.data.actor = actor;
          next();
        },
        (thrown: unknown) => next(refusal(thrown, language)),
      );
    });
    const tell = {
      slow: () => this.metrics.slowSockets.inc(),
      left: (connection: Connection) => {
        this.metrics.sockets.dec();
        ears.left(connection);
      },
    };
    io.on('connection', (socket) => this.welcome(socket, ears, tell));
  }

  /** Whether there are other nodes to tell. */
  get shared(): boolean {
    return this.#redis.length > 0;
  }

  onNodes(listener: (message: NodeMessage) => void): void {
    this.#io?.on('bus', listener);
  }

  tellNodes(message: NodeMessage): void {
    if (this.shared) this.#io?.serverSideEmit('bus', message);
  }

  /** No new sockets from now on. */
  refuse(): void {
    this.#closing = true;
  }

  async close(): Promise<void> {
    this.#closing = true;
    // Sockets that were told to close first get what is still written to them.
    for (let waited = 0; waited < LAST_WORD_MS && this.#lines.size > 0; waited += 20) await this.clock.sleep(20);
    this.#io?.engine.close();
    for (const line of this.#lines) line.destroy();
    for (const redis of this.#redis) redis.disconnect();
    this.#redis = [];
  }

  private decide(request: IncomingMessage, decide: (problem: string | null, allowed: boolean) => void): void {
    if (originAllowed(request, this.config)) {
      // The upgrade and Engine.IO's first packet go out together.
      request.socket.cork();
      setImmediate(() => request.socket.uncork());
      return decide(null, true);
    }
    this.noteOrigin(String(request.headers.origin).slice(0, 200));
    decide('wrong-origin', false);
  }

  // Whoever runs the hub behind an address it does not know finds out here.
  private noteOrigin(origin: string): void {
    if (this.#origins.has(origin) || this.#origins.size >= ORIGINS_NOTED) return;
    this.#origins.add(origin);
    this.#log.warn(`A page of ${origin} was refused; if it is yours, name it in PUBLIC_URL or ALLOWED_ORIGINS.`);
  }

  private async identify(socket: LiveSocket): Promise<Actor> {
    if (this.#closing) throw new DomainError('shutting-down');
    const auth: unknown = socket.handshake.auth;
    // Before anything else: an older client's handshake may have another shape.
    if (typeof auth === 'object' && auth !== null && 'protocol' in auth && auth.protocol !== PROTOCOL)
      throw new DomainError('old-client');
    const given = handshake.safeParse(auth);
    if (!given.success) throw new DomainError('not-signed-in');
    const full = this.#arriving >= this.mostArriving ? busy(0) : this.pressure.refusal();
    if (full) throw full;
    this.#arriving += 1;
    try {
      return await this.authentication.verify(given.data.token);
    } finally {
      this.#arriving -= 1;
    }
  }

  private welcome(socket: LiveSocket, ears: Ears, tell: ConstructorParameters<typeof Connection>[3]): void {
    const { actor, askedAt = 0 } = socket.data;
    if (actor === undefined) return void socket.disconnect(true);
    const connection = new Connection(socket, actor, askedAt, tell);
    // The token, all headers and the request itself would be kept as long as the socket lives.
    Object.assign(socket, { handshake: undefined, data: {} });
    Object.assign(socket.conn, { request: undefined });
    this.metrics.sockets.inc();
    this.guard(socket, (data) => ears.refuses(connection, data));
    socket.onAny((name: unknown, ...args: unknown[]) => ears.received(connection, name, args));
    socket.once('disconnect', () => connection.leave());
    ears.connected(connection);
  }

  // In the place of Socket.IO's own ear, which decodes.
  private guard({ conn }: LiveSocket, refuses: (data: unknown) => boolean): void {
    const decode = conn.listeners('data');
    conn.removeAllListeners('data');
    conn.on('data', (data: unknown) => {
      if (!refuses(data)) for (const listener of decode) listener.call(conn, data);
    });
  }

  // A lost Redis is a slower hub and not a broken one: nothing waits for it, and every head is asked of the table as well.
  private line(url: string) {
    const patient = {
      maxRetriesPerRequest: null,
      disconnectTimeout: 200,
      retryStrategy: (times: number) => Math.min(times * 200, 3_000),
    };
    // What cannot be said now is not said later: it would pile up, and it heals.
    const publisher = new Redis(url, { ...patient, enableOfflineQueue: false });
    const subscriber = new Subscriber(url, patient);
    let lost = false;
    this.#redis = [publisher, subscriber];
    for (const client of this.#redis) {
      client.on('error', () => {
        if (!lost)
          this.#log.warn('Redis does not answer; nodes learn of each other from the database, a little later.');
        lost = true;
      });
      client.on('ready', () => (lost = false));
    }
    return createShardedAdapter(publisher, subscriber, { channelPrefix: 'tertulia', subscriptionMode: 'static' });
  }
}

/** The adapter subscribes without waiting for the answer: a connection closed meanwhile would end the process. */
class Subscriber extends Redis {
  override async ssubscribe(...channels: unknown[]): Promise<unknown> {
    try {
      return await super.ssubscribe(...(channels as string[]));
    } catch {
      return 0; // Said by the 'error' event; ioredis subscribes again when it is back.
    }
  }
}

function refusal(thrown: unknown, language: Language): Error {
  const error = translate(thrown);
  return Object.assign(new Error(error.code), { data: error.body(language) });
}
