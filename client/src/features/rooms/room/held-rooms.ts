import type { Live } from '../../../lib/streams/live.js';
import { RoomLive } from './room-live.js';

interface Held {
  readonly room: RoomLive;
  holders: number;
  closing?: ReturnType<typeof setTimeout>;
}
const held = new WeakMap<Live, Map<string, Held>>();

/** Between a main room and its breakouts one page goes before the other comes: nobody shall be seen to leave meanwhile. */
const LINGER_MS = 3_000;

/** A room that is on the screen, in however many places: a breakout's page shows its main room too. Open until the last lets it go. */
export function holdRoom(live: Live, roomId: string): { room: RoomLive; release: () => void } {
  const rooms = held.get(live) ?? new Map<string, Held>();
  held.set(live, rooms);
  const known = rooms.get(roomId);
  const one = known ?? { room: new RoomLive(roomId, live), holders: 0 };
  rooms.set(roomId, one);
  clearTimeout(one.closing);
  one.holders += 1;
  if (!known) one.room.open();
  const close = () => {
    if (rooms.get(roomId) === one) rooms.delete(roomId);
    one.room.close();
  };
  const release = () => {
    one.holders -= 1;
    if (one.holders > 0) return;
    const { phase, window } = one.room.screen.get();
    if (phase === 'ready' && window?.breakouts.open) one.closing = setTimeout(close, LINGER_MS);
    else close();
  };
  return { room: one.room, release };
}
