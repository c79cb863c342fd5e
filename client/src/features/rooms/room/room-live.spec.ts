import { jest } from '@jest/globals';
import type { ReadState } from '@contract/chat.contract.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { Store } from '../../../lib/session/store.js';
import type { Follower } from '../../../lib/streams/streams.js';
import { ME, message, ROOM, snapshot } from '../../../lib/streams/test-room.js';
import { RoomLive } from './room-live.js';

const readUpTo = (readSeq: number, turn: number): ReadState => {
  return { roomId: ROOM, readSeq, unread: 0, mentions: 0, firstUnread: null, turn };
};

/** A room whose snapshot comes when the test says so. */
function opened(
  ask: (name: string, input: unknown) => Promise<unknown> = () => Promise.reject(new Error('not asked here')),
) {
  const arriving = Promise.withResolvers<unknown>();
  const followers: Follower[] = [];
  const reloads: string[] = [];
  const state = new Store('online');
  const live = {
    accountId: ME,
    connection: { state },
    streams: {
      follow: (stream: string, follower: Follower) => {
        followers.push(follower);
        return { close: () => undefined, reload: () => void reloads.push(stream) };
      },
    },
    ask,
  };
  const room = new RoomLive(ROOM, live as never, (() => arriving.promise) as never);
  room.open();
  const [follower] = followers;
  if (!follower) throw new Error('a room follows its stream');
  return { room, state, follower, reloads, arrive: () => arriving.resolve(snapshot(10, [message(5)])) };
}

describe('a room on the screen', () => {
  it('is shown when its snapshot has come', async () => {
    const { room, follower, arrive } = opened();
    const position = follower.snapshot();
    arrive();
    expect(await position).toEqual({ epoch: 1, seq: 10 });
    expect(room.screen.get()).toMatchObject({ phase: 'ready', window: { head: { seq: 10 } } });
  });

  it('stays closed for whom it was closed while a snapshot was on its way', async () => {
    const { room, follower, reloads, arrive } = opened();
    const position = follower.snapshot();
    follower.changed?.('closed');
    arrive();
    expect(await position).toBeNull();
    expect(room.screen.get()).toMatchObject({ phase: 'closed', window: null });
    room.reload();
    expect(reloads).toEqual([]);
    expect(room.screen.get().phase).toBe('closed');
  });

  it('keeps what was read elsewhere while a snapshot was on its way, which was taken before it', async () => {
    const { room, follower, arrive } = opened();
    const position = follower.snapshot();
    room.heardRead(readUpTo(9, 4));
    room.heardRead(readUpTo(8, 3));
    arrive();
    await position;
    expect(room.screen.get().window?.read).toEqual(readUpTo(9, 4));
  });

  it('believes the snapshot where what was heard is of the same turn: it counts what has been said since', async () => {
    const { room, follower, arrive } = opened();
    const position = follower.snapshot();
    room.heardRead({ ...readUpTo(0, 0), mentions: 7 });
    arrive();
    await position;
    expect(room.screen.get().window?.read).toMatchObject({ readSeq: 0, mentions: 0 });
  });

  it('asks a busy hub again how far has been read, when the connection was away', async () => {
    jest.useFakeTimers();
    try {
      const answers = [new ApiError('busy'), new ApiError('no-answer'), readUpTo(9, 4)];
      const { room, state, follower, arrive } = opened(() => {
        const answer = answers.shift();
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      });
      const position = follower.snapshot();
      state.set('waiting');
      state.set('online');
      arrive();
      await position;
      follower.changed?.('live');
      await jest.advanceTimersByTimeAsync(10_000);
      expect(answers).toEqual([]);
      expect(room.screen.get().window?.read).toEqual(readUpTo(9, 4));
    } finally {
      jest.useRealTimers();
    }
  });

  it('tells a hub again what was read, when it could not take it, though nothing more is read', async () => {
    jest.useFakeTimers();
    try {
      const answers = [new ApiError('try-again'), new ApiError('busy'), readUpTo(5, 1)];
      const asked: unknown[] = [];
      const { room, follower, arrive } = opened((name, input) => {
        asked.push([name, input]);
        const answer = answers.shift();
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      });
      const position = follower.snapshot();
      arrive();
      await position;
      room.readUpTo(5);
      await jest.advanceTimersByTimeAsync(10_000);
      const told = ['chat:read', { roomId: ROOM, seq: 5 }];
      expect(asked).toEqual([told, told, told]);
      expect(room.screen.get().window?.read).toEqual(readUpTo(5, 1));
      room.close();
    } finally {
      jest.useRealTimers();
    }
  });

  it('tells what was read without a connection as soon as there is one', async () => {
    const asked: unknown[] = [];
    const { room, state, follower, arrive } = opened((name, input) => {
      asked.push([name, input]);
      return Promise.resolve(readUpTo(5, 1));
    });
    const position = follower.snapshot();
    arrive();
    await position;
    state.set('waiting');
    room.readUpTo(5);
    state.set('online');
    follower.changed?.('live');
    expect(asked).toEqual([['chat:read', { roomId: ROOM, seq: 5 }]]);
    room.close();
  });
});
