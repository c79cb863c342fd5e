import { BREAKOUT_ROOMS_MAX } from '@contract/limits.js';

export type Size = 'rooms' | 'people';

/** A whole number within bounds, or null. */
export function numberIn(text: string, least: number, most: number): number | null {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN;
  return number >= least && number <= most ? number : null;
}

/** How many breakouts: said, or so many that none is bigger than said. At least one, at most what the hub takes. */
export function roomsFor(size: Size, number: number, people: number): number {
  const rooms = size === 'rooms' ? number : Math.ceil(people / number);
  return Math.min(BREAKOUT_ROOMS_MAX, Math.max(1, rooms));
}

/** Seats by hand, by person; places that are gone with fewer rooms are no seats. */
export type Seats = Readonly<Record<string, number>>;
export const seatsWithin = (seats: Seats, rooms: number): { personId: string; place: number }[] =>
  Object.entries(seats).flatMap(([personId, place]) => (place >= 1 && place <= rooms ? [{ personId, place }] : []));
