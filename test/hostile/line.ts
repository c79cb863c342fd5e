import { connect, type Socket } from 'node:net';
import { frame, OPCODES } from './websocket.js';

const UPGRADED = /^HTTP\/1\.1 101 /;
const TEXT = 0x81;
const CLOSE = 0x88;
const PONG = 0x8a;

export interface Where {
  readonly port: number;
  /** The address it comes from: failures are counted by address, and honest people shall not pay for these. */
  readonly from: string;
}

/** A bare TCP connection that speaks as much WebSocket as it needs to listen. It never throws: what happens to it is what is looked at. */
export class Line {
  readonly heard: string[] = [];
  closed = false;
  /** All that came before the upgrade. */
  head = '';
  upgraded = false;
  onText: (text: string) => void = (text) => void this.heard.push(text);
  #rest: Buffer = Buffer.alloc(0);
  #pings = 0;
  readonly #waiting = new Set<() => void>();
  readonly #answered = new Set<string>();

  private constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', () => this.end());
    socket.on('close', () => this.end());
    // The hub has closed its half: nothing will be answered any more.
    socket.on('end', () => this.end());
  }

  static open({ port, from }: Where): Promise<Line> {
    return new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', localAddress: from });
      const line = new Line(socket);
      socket.once('connect', () => resolve(line));
      socket.once('close', () => resolve(line));
    });
  }

  /** A proper handshake; false when it was refused. */
  static async upgraded(where: Where): Promise<Line> {
    const line = await Line.open(where);
    line.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: 127.0.0.1:${where.port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        '\r\n',
      ].join('\r\n'),
    );
    await line.until(() => line.upgraded);
    return line;
  }

  write(bytes: Buffer | string): void {
    if (!this.closed) this.socket.write(bytes);
  }

  say(packet: string): void {
    this.write(frame(packet));
  }

  /** Whether the hub has read everything up to here: it answers a ping in its turn. */
  async reached(patienceMs: number): Promise<boolean | 'silent'> {
    this.#pings += 1;
    const word = `p${this.#pings}`;
    this.write(frame(word, { opcode: OPCODES.ping }));
    if (await this.until(() => this.#answered.delete(word), patienceMs)) return true;
    return this.closed ? false : 'silent';
  }

  /** Waits for a condition, looked at whenever something was heard; false when the line closed or the patience ended before. */
  until(condition: () => boolean, patienceMs = 20_000): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    if (this.closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      const look = () => {
        const met = condition();
        if (!met && !this.closed) return;
        done(met);
      };
      const done = (met: boolean) => {
        clearTimeout(limit);
        this.#waiting.delete(look);
        resolve(met);
      };
      const limit = setTimeout(() => done(false), patienceMs);
      this.#waiting.add(look);
    });
  }

  destroy(): void {
    this.socket.destroy();
    this.end();
  }

  private end(): void {
    this.closed = true;
    this.look();
  }

  private look(): void {
    for (const look of this.#waiting) look();
  }

  private take(chunk: Buffer): void {
    if (!this.upgraded) {
      this.head += chunk.toString('latin1');
      const end = this.head.indexOf('\r\n\r\n');
      if (end !== -1 && UPGRADED.test(this.head)) {
        this.upgraded = true;
        this.#rest = Buffer.from(this.head.slice(end + 4), 'latin1');
        this.head = this.head.slice(0, end);
      }
    } else this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (this.upgraded) this.frames();
    this.look();
  }

  private frames(): void {
    for (;;) {
      const bytes = this.#rest;
      if (bytes.length < 2) return;
      const short = (bytes[1] ?? 0) & 0x7f;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (bytes.length < head) return;
      const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
      if (bytes.length < head + length) return;
      this.#rest = bytes.subarray(head + length);
      this.whole(bytes[0] ?? 0, bytes.subarray(head, head + length));
    }
  }

  private whole(first: number, payload: Buffer): void {
    if (first === PONG) this.#answered.add(payload.toString());
    else if (first === CLOSE) this.destroy();
    else if (first === TEXT) {
      const text = payload.toString();
      if (text === '2') this.say('3');
      else this.onText(text);
    }
  }
}
