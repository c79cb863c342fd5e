import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { Position } from '@contract/realtime.contract.js';
import { ApiError } from '../api/api-error.js';

export const ROOM = 'room:0198b2c4-7a10-7000-8000-000000000001';
export const OTHER = 'room:0198b2c4-7a10-7000-8000-000000000002';

type Answer = (value: unknown) => void;
interface Asked {
  name: string;
  input: { stream?: string; streams?: string[]; after?: Position };
}

/** A hub that speaks the protocol and does exactly what a test says. */
export class TestHub {
  readonly asked: Asked[] = [];
  readonly tokens: string[] = [];
  refuse: ((token: string) => string | null) | null = null;
  /** Of a refusal. */
  details: Record<string, number> = {};
  answer: (asked: Asked) => unknown = ({ input }) => ({
    head: input.after ?? { epoch: 1, seq: 0 },
    resync: false,
    heads: [],
  });
  socket: Socket | null = null;
  readonly #http: HttpServer = createServer();
  readonly #io = new Server(this.#http, { transports: ['websocket'] });

  async listen(): Promise<string> {
    this.#io.use((socket, next) => {
      const { token } = socket.handshake.auth as { token: string };
      this.tokens.push(token);
      const code = this.refuse?.(token);
      next(code ? Object.assign(new Error(code), { data: { code, message: code, details: this.details } }) : undefined);
    });
    this.#io.on('connection', (socket) => {
      this.socket = socket;
      socket.onAny((name: string, input: Asked['input'], acknowledge?: Answer) => {
        const asked = { name, input };
        this.asked.push(asked);
        const data = this.answer(asked);
        if (data instanceof ApiError) acknowledge?.({ ok: false, error: { code: data.code, message: data.code } });
        else if (data !== undefined) acknowledge?.({ ok: true, data });
      });
    });
    await new Promise<void>((done) => this.#http.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  frame(seqs: number[], epoch = 1, stream = ROOM): void {
    this.socket?.emit('frame', { stream, epoch, events: seqs.map(event) });
  }

  opens = () => this.asked.filter(({ name }) => name === 'stream:open').map(({ input }) => input.after);
  close = () => this.#io.close();
}

const event = (seq: number) => ({ seq, type: 'rooms.room-reopened', subject: null, actor: null, at: '', payload: {} });

/** Machines that run tests are busy ones. */
const PATIENCE_MS = 9_000;

/** Waits for what a test expects to come about. */
export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    if (await what()) return;
    await new Promise((soon) => setTimeout(soon, 5));
  }
  throw new Error('it did not come to that');
}
