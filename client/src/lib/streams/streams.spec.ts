import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { LiveEvent, Moved, Position } from '@contract/realtime.contract.js';
import { ApiError } from '../api/api-error.js';
import { Connection, reconnectDelay } from './connection.js';
import { Streams, type FollowingState } from './streams.js';

const ROOM = 'room:0198b2c4-7a10-7000-8000-000000000001';
const OTHER = 'room:0198b2c4-7a10-7000-8000-000000000002';

type Answer = (value: unknown) => void;
interface Asked {
  name: string;
  input: { stream?: string; streams?: string[]; after?: Position };
}

/** A hub that speaks the protocol and does exactly what a test says. */
class Hub {
  readonly asked: Asked[] = [];
  readonly tokens: string[] = [];
  refuse: ((token: string) => string | null) | null = null;
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
      next(code ? Object.assign(new Error(code), { data: { code, message: code } }) : undefined);
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

class Screen {
  readonly seen: number[] = [];
  readonly states: FollowingState[] = [];
  snapshots = 0;
  position: Position | null = { epoch: 1, seq: 0 };

  snapshot = async (): Promise<Position | null> => {
    this.snapshots += 1;
    return this.position;
  };
  apply = (events: readonly LiveEvent[]): void => void this.seen.push(...events.map(({ seq }) => seq));
  changed = (state: FollowingState): void => void this.states.push(state);
}

let hub: Hub;
let connection: Connection;
let streams: Streams;
let ended: string[];
let token: (refused?: string) => Promise<string>;

async function until(what: () => boolean): Promise<void> {
  for (const end = Date.now() + 4_000; Date.now() < end;) {
    if (what()) return;
    await new Promise((soon) => setTimeout(soon, 5));
  }
  throw new Error('it did not come to that');
}
const settle = () => new Promise((soon) => setTimeout(soon, 40));

beforeEach(async () => {
  hub = new Hub();
  ended = [];
  token = async () => 'good';
  streams = new Streams(() => connection);
  connection = new Connection({
    url: await hub.listen(),
    token: (refused) => token(refused),
    onEnded: (why) => void ended.push(why),
    receiver: streams.receiver,
  });
});

afterEach(async () => {
  streams.close();
  connection.close();
  await hub.close();
});

async function follow(screen = new Screen()): Promise<Screen> {
  connection.open();
  streams.follow(ROOM, screen);
  await until(() => screen.states.includes('live'));
  return screen;
}

describe('following a stream', () => {
  it('opens after the snapshot’s position and applies frames in order, each event once', async () => {
    const screen = new Screen();
    screen.position = { epoch: 1, seq: 7 };
    await follow(screen);
    expect(hub.opens().at(-1)).toEqual({ epoch: 1, seq: 7 });
    hub.frame([6, 7, 8]);
    hub.frame([8, 9]);
    hub.frame([10]);
    await until(() => screen.seen.length === 3);
    expect(screen.seen).toEqual([8, 9, 10]);
  });

  it('takes events that come before the acknowledgement of the opening', async () => {
    const screen = new Screen();
    hub.answer = ({ name, input }) => {
      if (name === 'stream:open') hub.frame([1, 2]);
      return { head: input.after ?? { epoch: 1, seq: 2 }, resync: false };
    };
    await follow(screen);
    expect(screen.seen).toEqual([1, 2]);
  });

  it('never shows a hole: what is missing is asked for again', async () => {
    const screen = await follow();
    hub.frame([1, 2]);
    await until(() => screen.seen.length === 2);
    hub.answer = ({ input }) => {
      if (input.after) hub.frame([3, 4, 5]);
      return { head: { epoch: 1, seq: 5 }, resync: false };
    };
    hub.frame([5]);
    await until(() => screen.seen.length === 5);
    expect(hub.opens().at(-1)).toEqual({ epoch: 1, seq: 2 });
    expect(screen.seen).toEqual([1, 2, 3, 4, 5]);
    expect(screen.snapshots).toBe(1);
  });

  it('loads the snapshot again when the hub cannot fill the hole, or speaks of another epoch', async () => {
    const screen = new Screen();
    let resyncs = 1;
    hub.answer = ({ input }) => ({ head: input.after ?? { epoch: 1, seq: 0 }, resync: resyncs-- > 0 });
    await follow(screen);
    expect(screen.snapshots).toBe(2);
    screen.position = { epoch: 2, seq: 40 };
    hub.frame([41], 2);
    await until(() => screen.snapshots === 3);
    await until(() => hub.opens().at(-1)?.seq === 40);
    hub.frame([41], 2);
    await until(() => screen.seen.length === 1);
    hub.socket?.emit('closed', ROOM, 'resync');
    await until(() => screen.snapshots === 4);
  });

  it('comes back by position after the connection was lost', async () => {
    const screen = await follow();
    hub.frame([1, 2, 3]);
    await until(() => screen.seen.length === 3);
    const opened = hub.opens().length;
    hub.socket?.conn.close();
    await until(() => hub.opens().length > opened);
    expect(hub.opens().at(-1)).toEqual({ epoch: 1, seq: 3 });
    expect(screen.snapshots).toBe(1);
  });

  it('ends when the person may not follow, now or later', async () => {
    const screen = await follow();
    hub.socket?.emit('closed', ROOM, 'not-allowed');
    await until(() => screen.states.at(-1) === 'closed');
    hub.answer = () => new ApiError('not-found');
    const again = new Screen();
    streams.follow(ROOM, again);
    await until(() => again.states.at(-1) === 'closed');
  });

  it('says that the first snapshot failed, and can be asked to load again', async () => {
    const screen = new Screen();
    const working = screen.snapshot;
    screen.snapshot = () => Promise.reject(new ApiError('offline'));
    connection.open();
    const following = streams.follow(ROOM, screen);
    await until(() => screen.states.at(-1) === 'failed');
    screen.snapshot = working;
    following.reload();
    await until(() => screen.states.at(-1) === 'live');
  });

  it('stops for good when it is closed', async () => {
    connection.open();
    const screen = new Screen();
    const following = streams.follow(ROOM, screen);
    await until(() => screen.states.includes('live'));
    following.close();
    await until(() => hub.asked.at(-1)?.name === 'stream:close');
    hub.frame([1]);
    await settle();
    expect(screen.seen).toEqual([]);
  });
});

describe('signals and watching', () => {
  it('keeps whole values by key, and starts anew when the stream is opened again', async () => {
    await follow();
    const signals = streams.signals(ROOM);
    const say = (values: object) => hub.socket?.emit('signals', { stream: ROOM, values });
    say({ 'presence:a': { n: 1 }, 'presence:b': { n: 2 } });
    say({ 'presence:a': null, 'typing:b': {} });
    await until(() => 'typing:b' in signals.get());
    expect(signals.get()).toEqual({ 'presence:b': { n: 2 }, 'typing:b': {} });
    const opened = hub.opens().length;
    hub.socket?.conn.close();
    await until(() => hub.opens().length > opened);
    expect(signals.get()).toHaveProperty('typing:b');
    say({ 'presence:c': { n: 3 } });
    await until(() => 'presence:c' in signals.get());
    expect(signals.get()).toEqual({ 'presence:c': { n: 3 } });
  });

  it('watches the union of what is wanted, and tells heads like moves', async () => {
    const heads: Moved[] = [{ stream: ROOM, seq: 4, lastMessageSeq: 2 }];
    hub.answer = () => ({ heads, refused: [] });
    const moves: Moved[] = [];
    streams.onMoved((moved) => void moves.push(...moved));
    const stop = streams.watch([ROOM]);
    streams.watch([ROOM, OTHER]);
    connection.open();
    await until(() => moves.length === 1);
    const lists = () => hub.asked.filter(({ name }) => name === 'stream:watch').map(({ input }) => input.streams);
    expect(lists()).toEqual([[ROOM, OTHER]]);
    hub.socket?.emit('moved', [{ stream: OTHER, seq: 9, lastMessageSeq: 9 }]);
    await until(() => moves.length === 2);
    stop();
    await until(() => lists().length === 2);
    expect(lists().at(-1)).toEqual([ROOM, OTHER]);
  });
});

describe('the connection', () => {
  it('waits for the connection, then for the answer, and passes refusals on', async () => {
    const waiting = connection.ask('rooms:leave', { roomId: OTHER });
    connection.open();
    hub.answer = () => ({});
    await expect(waiting).resolves.toEqual({});
    hub.answer = () => new ApiError('rooms/last-host');
    await expect(connection.ask('rooms:leave', { roomId: OTHER })).rejects.toMatchObject({ code: 'rooms/last-host' });
    hub.answer = () => undefined;
    await expect(connection.ask('rooms:leave', { roomId: OTHER }, 60)).rejects.toMatchObject({ code: 'no-answer' });
  });

  it('fails what is under way as unanswered when the connection goes', async () => {
    connection.open();
    hub.answer = () => undefined;
    const asked = connection.ask('rooms:leave', { roomId: OTHER });
    await until(() => hub.asked.length === 1);
    hub.socket?.conn.close();
    await expect(asked).rejects.toMatchObject({ code: 'no-answer' });
  });

  it('gets another token when the hub does not take the one it had', async () => {
    hub.refuse = (presented) => (presented === 'old' ? 'not-signed-in' : null);
    token = async (refused) => (refused === 'old' ? 'new' : 'old');
    connection.open();
    await until(() => connection.state.get() === 'online');
    expect(hub.tokens).toEqual(['old', 'new']);
  });

  it.each([
    ['signed-out', 'not-signed-in'],
    ['banned', 'accounts/banned'],
  ] as const)('does not come back after "%s"', async (reason, why) => {
    await follow();
    hub.socket?.emit('bye', { reason, retryInMs: null });
    await until(() => connection.state.get() === 'ended');
    expect(ended).toEqual([why]);
  });

  it('comes back when the hub restarts', async () => {
    await follow();
    const before = hub.tokens.length;
    hub.socket?.emit('bye', { reason: 'restarting', retryInMs: 20 });
    await until(() => hub.tokens.length > before && connection.state.get() === 'online');
  });

  it('is outdated when the hub speaks a newer protocol, and asks nothing more', async () => {
    hub.refuse = () => 'old-client';
    connection.open();
    await until(() => connection.state.get() === 'outdated');
    await expect(connection.ask('rooms:leave', { roomId: OTHER })).rejects.toMatchObject({ code: 'old-client' });
    expect(hub.tokens).toHaveLength(1);
  });

  it('spreads reconnections: anywhere up to a ceiling that doubles until 15 s', () => {
    expect(reconnectDelay(0, 1)).toBe(400);
    expect(reconnectDelay(3, 1)).toBe(3_200);
    expect(reconnectDelay(30, 1)).toBe(15_000);
    expect(reconnectDelay(30, 0)).toBe(0);
    expect(reconnectDelay(30, 0.5)).toBe(7_500);
  });
});
