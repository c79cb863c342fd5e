import type { LiveEvent, Moved, Position } from '@contract/realtime.contract.js';
import { ApiError } from '../api/api-error.js';
import { Connection } from './connection.js';
import { Streams, type FollowingState } from './streams.js';
import { OTHER, ROOM, TestHub, until } from './test-hub.js';

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

let hub: TestHub;
let connection: Connection;
let streams: Streams;

beforeEach(async () => {
  hub = new TestHub();
  streams = new Streams(() => connection);
  connection = new Connection({
    url: await hub.listen(),
    token: async () => 'good',
    onEnded: () => undefined,
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

/** Says it, and waits until what was said before the next word is there. */
async function arrived(say: () => void): Promise<void> {
  let told = false;
  const stop = streams.onMoved(() => (told = true));
  say();
  hub.socket?.emit('moved', [{ stream: OTHER, seq: 1, lastMessageSeq: 1 }]);
  await until(() => told);
  stop();
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

  it('asks a busy hub again to open it, also where it is followed from the head and nothing was ever loaded', async () => {
    const screen = new Screen();
    screen.position = null;
    let refusals = 1;
    hub.answer = () => (refusals-- > 0 ? new ApiError('try-again') : { head: { epoch: 1, seq: 4 }, resync: false });
    await follow(screen);
    hub.frame([5]);
    await until(() => screen.seen.length === 1);
    expect(screen.states).toEqual(['live']);
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

  it('goes on from no position that it does not have: nothing is shown after a reload that failed, until it is loaded', async () => {
    const screen = await follow();
    hub.frame([1, 2]);
    await until(() => screen.seen.length === 2);
    const working = screen.snapshot;
    screen.snapshot = () => Promise.reject(new ApiError('try-again'));
    hub.socket?.emit('closed', ROOM, 'resync');
    await until(() => screen.states.at(-1) === 'failed');
    await arrived(() => hub.frame([4]));
    expect(screen.seen).toEqual([1, 2]);
    screen.snapshot = working;
    screen.position = { epoch: 1, seq: 4 };
    hub.socket?.conn.close();
    await until(() => screen.states.at(-1) === 'live');
    expect([screen.snapshots, hub.opens().at(-1)]).toEqual([2, { epoch: 1, seq: 4 }]);
    hub.frame([5]);
    await until(() => screen.seen.length === 3);
    expect(screen.seen).toEqual([1, 2, 5]);
  });

  it('shows nothing on top of what the hub has called out of date, while it is loaded again', async () => {
    const screen = new Screen();
    const again = Promise.withResolvers<Position>();
    let resyncs = 1;
    hub.answer = ({ input }) => ({ head: input.after ?? { epoch: 1, seq: 0 }, resync: resyncs-- > 0 });
    const first = screen.snapshot;
    screen.snapshot = () => (screen.snapshots === 0 ? first() : first().then(() => again.promise));
    connection.open();
    streams.follow(ROOM, screen);
    await until(() => screen.snapshots === 2);
    await arrived(() => hub.frame([7]));
    again.resolve({ epoch: 1, seq: 7 });
    await until(() => screen.states.at(-1) === 'live');
    expect(screen.seen).toEqual([]);
  });

  it('stops for good when it is closed', async () => {
    connection.open();
    const screen = new Screen();
    const following = streams.follow(ROOM, screen);
    await until(() => screen.states.includes('live'));
    following.close();
    await until(() => hub.asked.at(-1)?.name === 'stream:close');
    const other = new Screen();
    streams.follow(OTHER, other);
    await until(() => other.states.includes('live'));
    hub.frame([1]);
    // What is sent later arrives later.
    hub.frame([1], 1, OTHER);
    await until(() => other.seen.length === 1);
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
