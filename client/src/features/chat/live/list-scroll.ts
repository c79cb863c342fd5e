/** Closer to the end than this counts as "at the end": what arrives keeps one there. */
const NEAR_END_PX = 48;
/** As much of a message taller than the list stays in sight while it has the focus. */
const EDGE_PX = 32;
/** Half a pixel here and there is how a browser rounds. */
const SAME_PX = 1.5;

/** Where the list stands: `offset` from its top, `end` the furthest it goes. All in pixels. */
export interface Place {
  readonly offset: number;
  readonly end: number;
}

/** A stretch of the list, in the same measure as `Place.offset`. */
export interface Stretch {
  readonly top: number;
  readonly bottom: number;
}

export type Align = 'start' | 'center' | 'nearest';

export const isNearEnd = ({ offset, end }: Place): boolean => end - offset < NEAR_END_PX;

export const isSameOffset = (one: number, other: number): boolean => Math.abs(one - other) < SAME_PX;

/** What is known of a move: the reader's hand is at the list; nothing has grown or been measured for a while. */
export interface Move {
  readonly hand: boolean;
  readonly calm: boolean;
}

/**
 * Whether one who followed the end still does after the list has moved. Only the reader's own way up leads away: the hand
 * at the list, or a move that nothing else explains (a search of the page, a focus that was followed). What grows, is
 * measured or is made room for moves the list too, and leads nobody away.
 */
export function followsEnd(followed: boolean, from: Place, to: Place, { hand, calm }: Move): boolean {
  if (isNearEnd(to)) return true;
  if (!followed) return false;
  const up = to.offset < from.offset;
  return !(up && (hand || (calm && to.end === from.end)));
}

/** The offset at which a row is shown as wished; `view` is the height one sees. */
export function offsetOf(row: Stretch, align: Align, { offset, end }: Place, view: number): number {
  const size = row.bottom - row.top;
  const wish = {
    start: row.top,
    center: row.top - Math.max(0, view - size) / 2,
    nearest: inSight(offset, row, view),
  }[align];
  return clamp(wish, 0, end);
}

/** The offset nearest to the one given at which all of the stretch can be seen, or some of it where it is too tall. */
export function inSight(offset: number, { top, bottom }: Stretch, view: number): number {
  const tall = bottom - top > view;
  return tall ? clamp(offset, top - view + EDGE_PX, bottom - EDGE_PX) : clamp(offset, bottom - view, top);
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
