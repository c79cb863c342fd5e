import fc from 'fast-check';
import { drawSeats, smallestOf } from './draw-seats.js';

const people = fc.uniqueArray(fc.uuid(), { maxLength: 200 });
const rooms = fc.integer({ min: 1, max: 50 });

describe('seats that are drawn', () => {
  it('give everybody one, in rooms that differ by one person at most', () => {
    fc.assert(
      fc.property(people, rooms, fc.string(), (all, count, seed) => {
        const seats = drawSeats([...all, ...all.slice(0, 3)], count, seed);
        expect([...seats.keys()].sort()).toEqual([...all].sort());
        const sizes = Array.from({ length: count }, (_, n) => [...seats.values()].filter((p) => p === n + 1).length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(all.length);
      }),
    );
  });

  it('are the same for the same seed and differ for others', () => {
    const all = Array.from({ length: 30 }, (_, n) => `p${n}`);
    const drawn = (seed: string) => [...drawSeats(all, 3, seed)].map(([person, place]) => `${person} ${place}`).sort();
    expect(drawn('uno')).toEqual(drawn('uno'));
    expect(new Set(['uno', 'dos', 'tres', 'cuatro'].map((seed) => drawn(seed).join())).size).toBe(4);
  });

  it('and who comes later goes into the smallest, of those the first', () => {
    const room = (place: number, size: number) => ({
      id: `r${place}`,
      place,
      title: '',
      people: Array.from({ length: size }, (_, n) => `${place}-${n}`),
    });
    expect(smallestOf([room(1, 3), room(2, 2), room(3, 2)])?.id).toBe('r2');
    expect(smallestOf([])).toBeNull();
  });
});
