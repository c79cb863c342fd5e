import fc from 'fast-check';
import { timeSpent, type Stay } from './attendance-times.js';

const stays = fc.array(
  fc.tuple(fc.nat(500), fc.nat(80)).map(([from, length]): Stay => ({ from, to: from + length })),
  { maxLength: 30 },
);
/** Counted minute by minute. */
const counted = (all: readonly Stay[]): number =>
  Array.from({ length: 600 }, (_, at) => all.some(({ from, to }) => at >= from && at < to)).filter(Boolean).length;

describe('time spent somewhere', () => {
  it('is what counting every moment gives, in whatever order the stays come', () => {
    fc.assert(
      fc.property(stays, (all) => {
        expect(timeSpent(all)).toBe(counted(all));
        expect(timeSpent(all.toReversed())).toBe(timeSpent(all));
      }),
    );
  });

  it.each([
    ['nothing', [], 0],
    [
      'two devices at once',
      [
        [0, 10],
        [5, 15],
      ],
      15,
    ],
    [
      'one inside another',
      [
        [0, 20],
        [5, 6],
      ],
      20,
    ],
    [
      'a gap',
      [
        [0, 10],
        [20, 25],
      ],
      15,
    ],
    ['one that ends before it begins', [[10, 5]], 0],
  ])('%s', (_, pairs, spent) => expect(timeSpent(pairs.map(([from = 0, to = 0]) => ({ from, to })))).toBe(spent));
});
