import { meetingState, type MeetingState } from '../../../contract/words.js';
import { byTheClock, isOver, isPlanned, mayBecome } from './meeting-states.js';

const states = meetingState.options;
const noon = new Date('2026-11-22T12:00:00Z');
const minutes = (count: number): Date => new Date(noon.getTime() + count * 60_000);
const meeting = (state: MeetingState, more: { waiting_room?: boolean; empty_since?: Date | null } = {}) => ({
  state,
  starts_at: noon,
  started_at: null,
  minutes: 60,
  waiting_room: false,
  empty_since: null,
  ...more,
});

describe('states of a meeting', () => {
  it('lead only forwards, except that doors close again where it is put off', () => {
    const ways = states.flatMap((from) => states.filter((to) => mayBecome(from, to)).map((to) => `${from} → ${to}`));
    expect(ways).toEqual([
      'scheduled → waiting',
      'scheduled → live',
      'scheduled → cancelled',
      'waiting → scheduled',
      'waiting → live',
      'waiting → cancelled',
      'live → ended',
    ]);
    expect(states.filter(isOver)).toEqual(['ended', 'cancelled']);
    expect(states.filter(isPlanned)).toEqual(['scheduled', 'waiting']);
  });
});

describe('by the clock', () => {
  it.each<[string, Parameters<typeof byTheClock>, MeetingState | null]>([
    ['eleven minutes before nothing happens', [meeting('scheduled'), minutes(-11), true], null],
    ['ten minutes before the doors open', [meeting('scheduled'), minutes(-10), false], 'waiting'],
    ['before its time it does not begin', [meeting('waiting'), minutes(-1), true], null],
    ['at its time it begins where somebody is', [meeting('waiting'), minutes(0), true], 'live'],
    ['and waits where nobody is', [meeting('waiting'), minutes(0), false], null],
    ['with a waiting room somebody begins it', [meeting('waiting', { waiting_room: true }), minutes(30), true], null],
    ['until an hour after its end it may begin', [meeting('waiting'), minutes(119), false], null],
    ['then it is given up', [meeting('waiting'), minutes(120), true], 'cancelled'],
    ['while somebody is there it goes on', [meeting('live', { empty_since: minutes(0) }), minutes(60), true], null],
    ['empty for less than five minutes too', [meeting('live', { empty_since: minutes(60) }), minutes(64), false], null],
    ['then it is over', [meeting('live', { empty_since: minutes(60) }), minutes(65), false], 'ended'],
    ['what is over stays so', [meeting('ended'), minutes(600), true], null],
    ['and what was called off', [meeting('cancelled'), minutes(600), true], null],
  ])('%s', (_, at, next) => expect(byTheClock(...at)).toBe(next));
});
