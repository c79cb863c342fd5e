import type { RoomWindow } from '../../../lib/streams/room-window.js';

/** Roles that nothing of the order of a room holds back. */
export const EXEMPT: readonly unknown[] = ['host', 'co-host', 'judge'];

/** What the top of the history is for this reader: where the room began, where they came in, or where what is kept begins. */
export function readingFrom({
  from,
  role,
  room: { memory },
}: Pick<RoomWindow, 'from' | 'role'> & { room: Pick<RoomWindow['room'], 'memory'> }): 'beginning' | 'joined' | 'kept' {
  if (from === 0) return 'beginning';
  if (memory.historyFrom === 'joined' && !EXEMPT.includes(role)) return 'joined';
  return memory.keepDays === null ? 'beginning' : 'kept';
}
