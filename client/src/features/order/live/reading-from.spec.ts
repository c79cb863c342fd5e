import type { RoomMemory } from '@contract/room-order.contract.js';
import type { RoomRole } from '@contract/words.js';
import { readingFrom } from './reading-from.js';

describe('the top of the history', () => {
  it.each<[ReturnType<typeof readingFrom>, number, RoomRole | null, RoomMemory]>([
    ['beginning', 0, 'learner', { keepDays: null, historyFrom: 'beginning' }],
    ['beginning', 0, 'learner', { keepDays: 30, historyFrom: 'beginning' }],
    ['kept', 12, 'learner', { keepDays: 30, historyFrom: 'beginning' }],
    ['joined', 12, 'learner', { keepDays: null, historyFrom: 'joined' }],
    ['joined', 12, 'spectator', { keepDays: 30, historyFrom: 'joined' }],
    ['joined', 12, null, { keepDays: null, historyFrom: 'joined' }],
    // Who runs the room reads all that there is.
    ['kept', 12, 'co-host', { keepDays: 30, historyFrom: 'joined' }],
    // Opened since this page was read: nothing is said that may not be so any more.
    ['beginning', 12, 'learner', { keepDays: null, historyFrom: 'beginning' }],
  ])('is %s from %i on for a %s of a room with %j', (said, from, role, memory) => {
    expect(readingFrom({ from, role, room: { memory } })).toBe(said);
  });
});
