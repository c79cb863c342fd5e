import { followsEnd, inSight, isNearEnd, isSameOffset, offsetOf, type Move, type Place } from './list-scroll.js';

const place = (offset: number, end: number): Place => ({ offset, end });

describe('following the end', () => {
  const hand = { hand: true, calm: true };
  const burst = { hand: false, calm: false };
  const calm = { hand: false, calm: true };
  const cases: [what: string, followed: boolean, from: Place, to: Place, move: Move, follows: boolean][] = [
    ['a burst makes the list longer', true, place(900, 900), place(900, 9_000), burst, true],
    ['a row above is smaller than it was thought', true, place(900, 900), place(860, 1_200), burst, true],
    ['that is made good for later', true, place(900, 900), place(700, 900), burst, true],
    ['our own scroll has not come to the end yet', true, place(900, 2_000), place(1_400, 2_400), burst, true],
    ['messages go, and the browser moves the list up', true, place(900, 900), place(500, 500), calm, true],
    ['the wheel goes up', true, place(900, 900), place(800, 900), hand, false],
    [
      'the wheel goes up while the list grows',
      true,
      place(900, 900),
      place(800, 3_000),
      { hand: true, calm: false },
      false,
    ],
    ['the wheel goes up a little', true, place(900, 900), place(870, 900), hand, true],
    ['a finger rests on the list while it grows', true, place(900, 900), place(900, 3_000), hand, true],
    ['the page is searched', true, place(900, 900), place(300, 900), calm, false],
    ['one reads above and the list grows', false, place(300, 900), place(300, 9_000), burst, false],
    ['one comes down, and not to the end', false, place(300, 900), place(700, 900), hand, false],
    ['one comes down to the end', false, place(300, 900), place(890, 900), hand, true],
  ];
  it.each(cases)('%s', (_what, followed, from, to, move, follows) => {
    expect(followsEnd(followed, from, to, move)).toBe(follows);
  });

  it('lasts through a burst of any length, and ends with the first turn of the wheel', () => {
    let follows = true;
    let at = place(500, 500);
    for (let message = 1; message <= 300; message += 1) {
      // Grows by a row, is measured (the offset follows what is above it, down or up), and is sometimes late at the end.
      const end = at.end + 40;
      const next = place(message % 3 === 0 ? end : at.offset + (message % 2 === 0 ? -12 : 25), end);
      follows = followsEnd(follows, at, next, burst);
      at = next;
    }
    expect(follows).toBe(true);
    expect(followsEnd(follows, at, place(at.offset - 120, at.end + 40), { hand: true, calm: false })).toBe(false);
  });
});

describe('the end', () => {
  it('is near within a line or two', () => {
    expect(isNearEnd(place(953, 1_000))).toBe(true);
    expect(isNearEnd(place(952, 1_000))).toBe(false);
    expect(isNearEnd(place(0, 0))).toBe(true);
  });
  it('is the same offset however the browser rounds', () => {
    expect(isSameOffset(262, 262.4)).toBe(true);
    expect(isSameOffset(262, 264)).toBe(false);
  });
});

describe('showing a row', () => {
  const row = { top: 1_000, bottom: 1_100 };
  it('puts it where it is wished', () => {
    expect(offsetOf(row, 'start', place(0, 5_000), 400)).toBe(1_000);
    expect(offsetOf(row, 'center', place(0, 5_000), 400)).toBe(850);
    expect(offsetOf({ top: 1_000, bottom: 1_900 }, 'center', place(0, 5_000), 400)).toBe(1_000);
  });
  it('never goes beyond the list', () => {
    expect(offsetOf(row, 'start', place(0, 800), 400)).toBe(800);
    expect(offsetOf({ top: 10, bottom: 60 }, 'center', place(300, 800), 400)).toBe(0);
  });
  it('moves no more than it must when near is enough', () => {
    expect(offsetOf(row, 'nearest', place(900, 5_000), 400)).toBe(900);
    expect(offsetOf(row, 'nearest', place(1_050, 5_000), 400)).toBe(1_000);
    expect(offsetOf(row, 'nearest', place(0, 5_000), 400)).toBe(700);
  });
});

describe('what has the focus', () => {
  it('stays in sight while the end is followed', () => {
    expect(inSight(2_000, { top: 1_950, bottom: 1_980 }, 300)).toBe(1_950);
    expect(inSight(2_000, { top: 2_100, bottom: 2_130 }, 300)).toBe(2_000);
    expect(inSight(2_000, { top: 2_290, bottom: 2_330 }, 300)).toBe(2_030);
  });
  it('shows some of itself when it is taller than the list', () => {
    expect(inSight(2_000, { top: 1_500, bottom: 2_600 }, 300)).toBe(2_000);
    expect(inSight(2_000, { top: 1_500, bottom: 2_010 }, 300)).toBe(1_978);
    expect(inSight(2_000, { top: 2_290, bottom: 2_900 }, 300)).toBe(2_022);
  });
});
