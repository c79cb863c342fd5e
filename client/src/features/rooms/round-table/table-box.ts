import type { Ellipse, Point } from './ellipse.js';

/* The table's measures. Geometry is in CSS pixels, origin at the top left of the table's box. */

export interface TableBox {
  width: number;
  height: number;
  /** Largest face that looks right in this box. */
  maxFace: number;
}

export interface Seat {
  /** Middle of the face. */
  x: number;
  y: number;
  size: number;
  row: 'back' | 'front' | 'you';
}

export interface TableLayout {
  /** Seats of the others, left to right, back row first. */
  others: Seat[];
  you: Seat;
  /** Seats laid for people who have not come yet; only when nobody else is there. */
  free: Seat[];
  table: Ellipse;
  /** Where the count of those who found no seat stands, or null. */
  more: Point | null;
  /** Where an invitation lies on a table laid for others. */
  invite: Point;
}

export const ONE_ROW = 12;
export const TWO_ROWS = 40;
export const SHOWN_OF_MANY = 24;
export const FREE_SEATS = 4;
export const EDGE = 3;
/** Below this height the table is a low one, as on a phone. */
export const LOW = 100;
export const SMALLEST = 24;

/** How many faces are drawn, oneself included, when `total` are there. */
export const facesShown = (total: number): number => (total <= TWO_ROWS ? total : SHOWN_OF_MANY);

export type TableSize = 'room' | 'hero';

const PHONE_WIDTH = 560;

/** The box for a width: 56 px high on a phone. */
export function boxFor(width: number, size: TableSize): TableBox & { size: TableSize | 'phone' } {
  if (size === 'hero')
    return {
      width,
      height: Math.max(190, Math.min(360, width * 0.6)),
      maxFace: Math.max(54, Math.min(104, width * 0.17)),
      size,
    };
  return width < PHONE_WIDTH
    ? { width, height: 56, maxFace: 34, size: 'phone' }
    : { width, height: 132, maxFace: 46, size };
}
