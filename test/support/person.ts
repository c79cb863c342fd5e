import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type {
  Acknowledgement,
  Bye,
  CommandInput,
  CommandName,
  CommandResult,
  EventType,
  LiveEvent,
  Moved,
  Position,
  ServerToClient,
} from '../../src/contract/realtime.contract.js';
import { PROTOCOL } from '../../src/contract/limits.js';
import type { ErrorCode } from '../../src/contract/errors.contract.js';
import { waitFor } from './wait-for.js';

export interface Answer<T = unknown> {
  status: number;
  body: T;
  headers: Headers;
}

/** HTTP as a browser's code would speak it: JSON in, JSON out, a bearer token and (only here) the cookies by hand. */
export class Http {
  cookie = '';

  constructor(
    private readonly base: string,
    public token: string | null = null,
  ) {}

  get = <T = unknown>(path: string): Promise<Answer<T>> => this.send('GET', path);
  post = <T = unknown>(path: string, body?: unknown): Promise<Answer<T>> => this.send('POST', path, body);
  put = <T = unknown>(path: string, body?: unknown): Promise<Answer<T>> => this.send('PUT', path, body);
  patch = <T = unknown>(path: string, body?: unknown): Promise<Answer<T>> => this.send('PATCH', path, body);
  delete = <T = unknown>(path: string): Promise<Answer<T>> => this.send('DELETE', path);

  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.base}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        origin: this.base,
        ...headers,
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, body: (json ? JSON.parse(text) : text) as T, headers: response.headers };
  }
}

/** Commands as the test sends them: malformed ones too. */
type AnyCommand = Record<string, (input: unknown, acknowledge?: (answer: unknown) => void) => void>;

/** One device's live connection, remembering everything it was sent. */
export class Live {
  readonly events: (LiveEvent & { stream: string; epoch: number })[] = [];
  readonly moved: Moved[] = [];
  readonly closed: { stream: string; reason: string; afterEvents: number }[] = [];
  readonly byes: Bye[] = [];
  /** Current signals: stream → key → value. */
  readonly signals = new Map<string, Map<string, unknown>>();

  private constructor(readonly raw: Socket<ServerToClient, AnyCommand>) {
    raw.on('frame', (frame) => {
      for (const event of frame.events) this.events.push({ ...event, stream: frame.stream, epoch: frame.epoch });
    });
    raw.on('moved', (streams) => void this.moved.push(...streams));
    raw.on('closed', (stream, reason) => void this.closed.push({ stream, reason, afterEvents: this.events.length }));
    raw.on('bye', (bye) => void this.byes.push(bye));
    raw.on('signals', ({ stream, values }) => {
      const known = this.signals.get(stream) ?? new Map<string, unknown>();
      this.signals.set(stream, known);
      for (const [key, value] of Object.entries(values)) {
        if (value === null) known.delete(key);
        else known.set(key, value);
      }
    });
  }

  static async connect(
    url: string,
    token: string,
    options: { reconnection?: boolean; headers?: Record<string, string> } = {},
  ): Promise<Live> {
    const raw: Socket<ServerToClient, AnyCommand> = io(url, {
      transports: ['websocket'],
      auth: { token, protocol: PROTOCOL },
      reconnection: options.reconnection ?? false,
      forceNew: true,
      ...(options.headers ? { extraHeaders: options.headers } : {}),
    });
    const live = new Live(raw);
    await new Promise<void>((resolve, reject) => {
      raw.once('connect', () => resolve());
      raw.once('connect_error', (error) => {
        raw.close();
        reject(error);
      });
    });
    return live;
  }

  /** The acknowledgement as it came. */
  async ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Acknowledgement<CommandResult<N>>> {
    const answer: unknown = await this.raw.timeout(20_000).emitWithAck(name, input);
    return answer as Acknowledgement<CommandResult<N>>;
  }

  /** What the hub decided. Who is told that there is too much to do just now comes back when told, as the product's own client does. */
  async decided<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Acknowledgement<CommandResult<N>>> {
    for (;;) {
      const answer = await this.ask(name, input);
      if (answer.ok || answer.error.code !== 'busy') return answer;
      await sleep(Number(answer.error.details?.['retryInMs']));
    }
  }

  /** The result of a command that must be accepted. */
  async do<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResult<N>> {
    const answer = await this.decided(name, input);
    if (!answer.ok)
      throw new Error(`${name} was refused: ${answer.error.code} ${JSON.stringify(answer.error.details ?? {})}`);
    return answer.data;
  }

  /** The code of the refusal of a command that must be refused. */
  async refused<N extends CommandName>(name: N, input: CommandInput<N>): Promise<ErrorCode> {
    const answer = await this.ask(name, input);
    if (answer.ok) throw new Error(`${name} was accepted: ${JSON.stringify(answer.data)}`);
    return answer.error.code;
  }

  open(stream: string, after?: Position): Promise<CommandResult<'stream:open'>> {
    return this.do('stream:open', { stream, ...(after ? { after } : {}) });
  }

  post(
    roomId: string,
    text: string,
    more: Partial<CommandInput<'chat:post'>> = {},
  ): Promise<CommandResult<'chat:post'>> {
    return this.do('chat:post', { roomId, clientId: randomUUID(), text, ...more });
  }

  ofStream(stream: string): (LiveEvent & { stream: string })[] {
    return this.events.filter((event) => event.stream === stream);
  }

  event<T extends EventType>(type: T, match: (event: LiveEvent<T>) => boolean = () => true): Promise<LiveEvent<T>> {
    return waitFor(`event ${type}`, () => {
      for (const event of this.events) {
        if (event.type !== type) continue;
        const candidate: unknown = event;
        if (match(candidate as LiveEvent<T>)) return candidate as LiveEvent<T>;
      }
      return undefined;
    });
  }

  signal(stream: string, key: string): unknown {
    return this.signals.get(stream)?.get(key);
  }

  close(): void {
    this.raw.close();
  }
}

/** Somebody with an account on the hub under test. */
export class Person {
  readonly lives: Live[] = [];

  constructor(
    readonly hubUrl: string,
    readonly id: string,
    readonly name: string,
    readonly email: string | null,
    readonly password: string | null,
    readonly http: Http,
  ) {}

  get token(): string {
    if (this.http.token === null) throw new Error(`${this.name} is not signed in`);
    return this.http.token;
  }

  /** The first connection, made when needed. `connect` opens another device. */
  #first: Live | undefined;
  get socket(): Live {
    if (!this.#first) throw new Error(`${this.name} is not connected: await person.connect() first`);
    return this.#first;
  }

  async connect(options: { reconnection?: boolean; headers?: Record<string, string> } = {}): Promise<Live> {
    const live = await Live.connect(this.hubUrl, this.token, options);
    this.lives.push(live);
    this.#first ??= live;
    return live;
  }

  close(): void {
    for (const live of this.lives) live.close();
  }
}
