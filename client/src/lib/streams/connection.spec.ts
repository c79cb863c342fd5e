import { jest } from '@jest/globals';
import { ApiError } from '../api/api-error.js';
import { Connection } from './connection.js';
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

  it('waits longer with every attempt that fails, and tells a good connection from an attempt', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.001);
    const delays = jest.spyOn(globalThis, 'setTimeout');
    token = async () => {
      throw new ApiError('offline');
    };
    connection.open();
    const waited = (): number[] =>
      delays.mock.calls.flatMap(([, ms]) => (ms !== undefined && ms < 2.4001 && ms % 1 > 0 ? [ms] : []));
    await until(() => waited().length >= 6);
    const rounded = waited()
      .slice(0, 6)
      .map((ms) => Math.round(ms * 1000));
    expect(rounded).toEqual([400, 800, 1_600, 2_400, 2_400, 2_400]);
    jest.restoreAllMocks();
  });

  it('comes back when a hub that has too much to do wants it to', async () => {
    hub.refuse = () => 'busy';
    const began = Date.now();
    hub.details = { retryInMs: 300 };
    connection.open();
    await until(() => hub.tokens.length === 1);
    hub.refuse = null;
    await until(() => connection.state.get() === 'online');
    expect(Date.now() - began).toBeGreaterThanOrEqual(150);
    expect(hub.tokens).toHaveLength(2);
  });
});
