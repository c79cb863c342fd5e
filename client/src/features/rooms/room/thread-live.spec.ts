import { jest } from '@jest/globals';
import type { ThreadState } from '@contract/threads.contract.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { Store } from '../../../lib/session/store.js';
import { ROOM } from '../../../lib/streams/test-room.js';
import { ThreadLive } from './thread-live.js';

const THREAD = '0198b2c4-7a10-7000-8000-0000000000aa';

/** A thread beside a room that is on the screen; the hub answers in turn. */
function opened(answers: unknown[]) {
  const asked: unknown[] = [];
  const heard: ThreadState[] = [];
  const room = {
    roomId: ROOM,
    screen: new Store({ phase: 'ready', window: { role: 'learner' }, paging: null }),
    closeThread: () => undefined,
  };
  const ask = (name: string, input: unknown): Promise<unknown> => {
    asked.push([name, input]);
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const thread = new ThreadLive(THREAD, room as never, { ask } as never, undefined, (state) => heard.push(state));
  return { thread, asked, heard };
}
const told = (seq: number) => ['chat:read-thread', { roomId: ROOM, threadId: THREAD, seq }];

describe('a thread on the screen', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tells a hub again what was read, when it could not take it, though nothing more is read', async () => {
    const { thread, asked, heard } = opened([new ApiError('try-again'), new ApiError('offline'), 'its state']);
    thread.readUpTo(7);
    thread.readUpTo(5);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([told(7), told(7), told(7)]);
    expect(heard).toEqual(['its state']);
  });

  it('tells a last time when it is closed, and not for ever', async () => {
    const { thread, asked } = opened([new ApiError('offline'), new ApiError('offline')]);
    thread.readUpTo(7);
    thread.close();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([told(7)]);
  });

  it('tells nothing again to a hub that says one may not', async () => {
    const { thread, asked } = opened([new ApiError('not-allowed'), 'its state']);
    thread.readUpTo(7);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([told(7)]);
    thread.readUpTo(8);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([told(7), told(8)]);
  });
});
