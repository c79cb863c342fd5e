import { Store } from '../../../lib/session/store.js';
import type { Follower } from '../../../lib/streams/streams.js';
import { ME, message, ROOM, snapshot } from '../../../lib/streams/test-room.js';
import { RoomLive } from './room-live.js';

/** A room whose snapshot comes when the test says so. */
function opened() {
  const arriving = Promise.withResolvers<unknown>();
  const followers: Follower[] = [];
  const reloads: string[] = [];
  const live = {
    accountId: ME,
    connection: { state: new Store('online') },
    streams: {
      follow: (stream: string, follower: Follower) => {
        followers.push(follower);
        return { close: () => undefined, reload: () => void reloads.push(stream) };
      },
    },
    ask: () => Promise.reject(new Error('not asked here')),
  };
  const room = new RoomLive(ROOM, live as never, (() => arriving.promise) as never);
  room.open();
  const [follower] = followers;
  if (!follower) throw new Error('a room follows its stream');
  return { room, follower, reloads, arrive: () => arriving.resolve(snapshot(10, [message(5)])) };
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
});
