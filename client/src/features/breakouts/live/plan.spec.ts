import { numberIn, roomsFor, seatsWithin } from './plan.js';

describe('the plan of breakouts', () => {
  it('takes whole numbers within bounds and nothing else', () => {
    expect(['3', ' 3 ', '0', '51', '', '3.5', '-3', 'tres'].map((text) => numberIn(text, 1, 50))).toEqual([
      ...[3, 3, null, null, null, null, null, null],
    ]);
  });

  it('says how many there will be, by their number or by the people in each', () => {
    expect(roomsFor('rooms', 4, 30)).toBe(4);
    expect([29, 30, 31].map((people) => roomsFor('people', 5, people))).toEqual([6, 6, 7]);
    expect(roomsFor('people', 5, 0)).toBe(1);
    expect(roomsFor('people', 1, 400)).toBe(50);
  });

  it('forgets seats in breakouts that there are no more', () => {
    expect(seatsWithin({ ana: 1, bruno: 3, carla: 0 }, 2)).toEqual([{ personId: 'ana', place: 1 }]);
  });
});
