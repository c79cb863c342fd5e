import type { BreakoutRoom } from '../../../contract/breakouts.contract.js';

/** Seats drawn by lot: everybody once, rooms that differ by one person at most. `places` from 1; the same seed draws the same. */
export function drawSeats(people: readonly string[], rooms: number, seed: string): Map<string, number> {
  const next = numbersFrom(seed);
  const order = [...new Set(people)];
  // Fisher and Yates, from the end.
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1));
    const [one, two] = [order[last], order[other]];
    if (one !== undefined && two !== undefined) [order[last], order[other]] = [two, one];
  }
  return new Map(order.map((person, index) => [person, (index % rooms) + 1]));
}

/** Where somebody who comes later is put: of the smallest, the first. */
export const smallestOf = (rooms: readonly BreakoutRoom[]): BreakoutRoom | null =>
  rooms.toSorted((one, other) => one.people.length - other.people.length || one.place - other.place)[0] ?? null;

/** Numbers in [0, 1) out of a text: FNV-1a for the state, mulberry32 (T. Ettinger) for what follows. */
function numbersFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
