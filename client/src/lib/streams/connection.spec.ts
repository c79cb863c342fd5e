import { ApiError } from '../api/api-error.js';
import { Connection, reconnectDelay } from './connection.js';
import { Streams } from './streams.js';
import { OTHER, TestHub, until } from './test-hub.js';

let hub: TestHub;
let connection: Connection;
let ended: string[];
let token: (refused?: string) => Promise<string>;

beforeEach(async () => {
  hub = new TestHub();
  ended = [];
  token = async () => 'good';
  connection = new Connection({
    url: await hub.listen(),
    token: (refused) => token(refused),
    onEnded: (why) => void ended.push(why),
    receiver: new Streams(() => connection).receiver,
  });
});

afterEach(async () => {
  connection.close();
  await hub.close();
});

const connected = async (): Promise<void> => {
  connection.open();
  await until(() => connection.state.get() === 'online' && hub.socket !== null);
};

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
    await connected();
    hub.socket?.emit('bye', { reason, retryInMs: null });
    await until(() => connection.state.get() === 'ended');
    expect(ended).toEqual([why]);
  });

  it('comes back when the hub restarts', async () => {
    await connected();
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
