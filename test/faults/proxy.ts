import { connect, createServer, type AddressInfo, type NetConnectOpts, type Server, type Socket } from 'node:net';

/** What a line does to the bytes that pass. */
export interface Weather {
  /** Bytes both ways vanish; the sockets stay open and neither side hears of the other's end. */
  swallow: boolean;
  /** Bytes a second in each direction; null = as fast as they come. */
  bytesPerSecond: number | null;
  /** How much later everything arrives. */
  delayMs: number;
}
export const FAIR: Weather = { swallow: false, bytesPerSecond: null, delayMs: 0 };
/** Above this the sender is held back, as a real network would. */
const HELD_BYTES = 64 * 1024;

/** One direction of one connection: keeps order, whatever the weather. */
class Way {
  readonly #queue: { bytes: Buffer; due: number }[] = [];
  #held = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly weather: () => Weather,
  ) {
    from.on('data', (bytes: Buffer) => this.take(bytes));
    from.on('end', () => {
      this.#ended = true;
      this.pump();
    });
    to.on('drain', () => this.pump());
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  /** The weather has changed. */
  again(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.weather().swallow) this.drop();
    this.pump();
  }

  private take(bytes: Buffer): void {
    const { swallow, delayMs } = this.weather();
    if (swallow) return;
    this.#queue.push({ bytes, due: performance.now() + delayMs });
    this.#held += bytes.length;
    if (this.#held > HELD_BYTES) this.from.pause();
    this.pump();
  }

  private drop(): void {
    this.#queue.length = 0;
    this.#held = 0;
    this.from.resume();
  }

  private pump(): void {
    const { swallow, bytesPerSecond } = this.weather();
    if (swallow || this.#timer !== undefined) return;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      const early = next.due - performance.now();
      if (early > 0) return this.later(early);
      if (this.to.writableNeedDrain) return;
      // At a slow pace one drop at a time; at most ten drops a second.
      const most = bytesPerSecond === null ? next.bytes.length : Math.max(1, Math.floor(bytesPerSecond / 10));
      this.to.write(next.bytes.subarray(0, most));
      this.#held -= Math.min(most, next.bytes.length);
      if (most >= next.bytes.length) this.#queue.shift();
      else next.bytes = next.bytes.subarray(most);
      if (this.#held < HELD_BYTES) this.from.resume();
      if (bytesPerSecond !== null) return this.later((most * 1000) / bytesPerSecond);
    }
    if (this.#ended && this.#queue.length === 0) this.to.end();
  }

  private later(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.pump();
    }, ms);
  }
}

/** A network between two programs that a test can spoil: for all lines of this proxy, those of now and those to come. */
export class Proxy {
  readonly #lines = new Set<{ ends: Socket[]; ways: Way[]; lost: boolean }>();
  #weather: Weather = FAIR;
  #refusing = false;

  private constructor(
    private readonly server: Server,
    private readonly target: () => NetConnectOpts,
  ) {
    server.on('connection', (near) => this.join(near));
  }

  /** Listens on a free port of this machine, or `at` a place; `target` is asked anew for each connection. */
  static async open(target: () => NetConnectOpts, at = { port: 0, host: '127.0.0.1' }): Promise<Proxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const proxy = new Proxy(server, target);
    await new Promise<void>((resolve) => server.listen(at, resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get lines(): number {
    return this.#lines.size;
  }

  /** Resets every connection; with `refuse` new ones are reset too, until `fair`. */
  cut(refuse = false): void {
    this.#refusing = refuse;
    for (const line of this.#lines) for (const end of line.ends) reset(end);
  }

  /** The connections of now hang for ever; new ones are as the weather is. */
  halfOpen(): void {
    for (const line of this.#lines) {
      line.lost = true;
      for (const way of line.ways) way.again();
    }
  }

  set(change: Partial<Weather>): void {
    this.#weather = { ...this.#weather, ...change };
    for (const line of this.#lines) for (const way of line.ways) way.again();
  }

  /** Good weather again. What hangs for ever goes on doing so. */
  fair(): void {
    this.#refusing = false;
    this.set(FAIR);
  }

  async close(): Promise<void> {
    this.cut(true);
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(near: Socket): void {
    if (this.#refusing) return reset(near);
    const far = connect({ ...this.target(), allowHalfOpen: true, noDelay: true } as NetConnectOpts);
    const line = { ends: [near, far], ways: [] as Way[], lost: false };
    const weather = (): Weather => (line.lost ? { ...FAIR, swallow: true } : this.#weather);
    line.ways.push(new Way(near, far, weather), new Way(far, near, weather));
    this.#lines.add(line);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      end.on('error', () => end.destroy());
      end.on('close', () => {
        // Of a line that hangs the other side never hears.
        if (line.lost || this.#weather.swallow) return;
        for (const way of line.ways) way.close();
        other.destroy();
        this.#lines.delete(line);
      });
    }
  }
}

/** A Unix socket knows no reset: it is closed. */
function reset(end: Socket): void {
  if (end.remoteAddress === undefined) end.destroy();
  else end.resetAndDestroy();
}
