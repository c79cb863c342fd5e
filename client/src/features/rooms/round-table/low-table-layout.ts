import type { Ellipse, Point } from './ellipse.js';
import { EDGE, ONE_ROW, SMALLEST, type Seat, type TableBox, type TableLayout } from './table-box.js';

/*
 * On a phone the table is 56 px high: no room for a far side. People sit to both sides of you, a little higher the
 * further away, and an odd seat is laid for whoever comes next.
 */

/** How much higher the furthest seat is than the nearest, in parts of the free height. */
const RISE = 0.75;
const WIDEST_GAP = 1.14;

interface Row {
  seats: number;
  size: number;
  /** Free half-width in the middle; null for a row that goes on through it. */
  gap: number | null;
  /** Height of the nearest and of the furthest seat. */
  near: number;
  far: number;
}

/** Seats of one row, left to right, the same on both sides; `seats` is even. */
function bothSides({ seats, size, gap, near, far }: Row, width: number): Point[] {
  const half = seats / 2;
  const last = width / 2 - EDGE - size / 2;
  const steps = gap === null ? half - 0.5 : Math.max(half - 1, 1);
  const step = Math.min(size * WIDEST_GAP, (last - (gap === null ? 0 : gap + size / 2)) / steps);
  const first = gap === null ? step / 2 : gap + size / 2;
  const side = Array.from({ length: half }, (_, place) => {
    const away = half > 1 ? place / (half - 1) : 0.5;
    return { x: first + step * place, y: near + (far - near) * Math.sin((away * Math.PI) / 2) };
  });
  const middle = width / 2;
  return [
    ...side.map(({ x, y }) => ({ x: middle - x, y })).toReversed(),
    ...side.map(({ x, y }) => ({ x: middle + x, y })),
  ];
}

const even = (count: number): number => count + (count % 2);

export function layLowTable(others: number, hidden: number, box: TableBox): TableLayout {
  const yours = box.maxFace;
  const you: Seat = { x: box.width / 2, y: box.height - yours / 2 - EDGE, size: yours, row: 'you' };
  const one = others < ONE_ROW;
  const size = one ? Math.max(SMALLEST, Math.min(box.maxFace, (box.width * 1.2) / (even(others) + 1))) : SMALLEST;
  const free = box.height - size - 2 * EDGE;
  const top = size / 2 + EDGE;
  const behind = one ? 0 : Math.ceil(others / 2);
  const gap = yours / 2 + size * 0.1;
  const laid = bothSides(
    one
      ? { seats: even(Math.max(others, 4)), size, gap, near: top + free * RISE, far: top }
      : { seats: even(others - behind), size, gap, near: top + free, far: top + free * 0.8 },
    box.width,
  );
  const inOrder = fromTheMiddle(laid);
  const taken = inOrder.slice(0, others - behind).sort((a, b) => a.x - b.x);
  const back = bothSides({ seats: even(behind), size, gap: null, near: top + free * 0.1, far: top }, box.width);
  const backTaken = fromTheMiddle(back)
    .slice(0, behind)
    .sort((a, b) => a.x - b.x);
  const reach = Math.max(...laid.map(({ x }) => Math.abs(x - you.x)), yours);
  const table: Ellipse = { cx: you.x, cy: box.height * 0.66, rx: reach, ry: box.height * 0.24 };
  const seats = (points: Point[], row: Seat['row']): Seat[] => points.map((point) => ({ ...point, size, row }));
  return {
    others: [...seats(backTaken, 'back'), ...seats(taken, 'front')],
    free: one
      ? seats(others === 0 ? laid.filter(({ x }) => x < you.x) : inOrder.slice(others, even(others)), 'front')
      : [],
    you,
    table,
    more: hidden > 0 ? { x: box.width - 26, y: box.height - 15 } : null,
    invite: { x: you.x + yours * 0.5 + 52, y: box.height / 2 },
  };
}

/** The seats nearest to you fill first, right and left in turn. */
function fromTheMiddle(points: Point[]): Point[] {
  const half = points.length / 2;
  return Array.from({ length: points.length }, (_, turn) => {
    const away = Math.floor(turn / 2);
    return points[turn % 2 ? half - 1 - away : half + away];
  }).filter((point): point is Point => point !== undefined);
}
