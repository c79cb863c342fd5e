import { alongUpper, upperLength, type Ellipse, type Point } from './ellipse.js';
import { layLowTable } from './low-table-layout.js';
import { EDGE, FREE_SEATS, LOW, ONE_ROW, SMALLEST, type Seat, type TableBox, type TableLayout } from './table-box.js';

const seated =
  (row: Seat['row'], size: number) =>
  (point: Point): Seat => ({ ...point, size, row });

/** Up to twelve: everybody on one rim, as wide as they need and no wider. */
function oneRow(others: number, box: TableBox): { rim: Ellipse; size: number } {
  let size = Math.min(box.maxFace, box.height * 0.52);
  let rim: Ellipse = { cx: 0, cy: 0, rx: 0, ry: 0 };
  // A smaller face leaves more room on the rim; three rounds settle it to less than a pixel.
  for (let round = 0; round < 3; round += 1) {
    const ry = (box.height - size) / 2 - EDGE;
    const widest = (box.width - size) / 2 - EDGE;
    const wanted = ((others + 0.6) * size * 1.36) / 2.1;
    const rx = Math.min(widest, Math.max(wanted, size * 1.9, ry * 1.5));
    rim = { cx: box.width / 2, cy: box.height / 2, rx, ry };
    const spacing = upperLength(rim) / Math.max(others, 1);
    if (spacing >= size * 0.98) break;
    size = Math.max(SMALLEST, spacing / 0.98);
  }
  return { rim, size };
}

function layOneRow(others: number, hidden: number, box: TableBox): TableLayout {
  const { rim, size } = oneRow(Math.max(others, FREE_SEATS - 1), box);
  const you: Seat = { x: rim.cx, y: rim.cy + rim.ry, size, row: 'you' };
  const laid = alongUpper(rim, others || FREE_SEATS).map(seated('front', size));
  return {
    others: others ? laid : [],
    free: others ? [] : laid,
    you,
    table: { ...rim, rx: rim.rx - size * 0.12, ry: rim.ry - size * 0.06 },
    more: hidden > 0 ? { x: you.x + size * 1.4, y: you.y } : null,
    invite: { x: rim.cx, y: rim.cy - size * 0.08 },
  };
}

/** Thirteen to forty: a front row at the table and a back row looking over their shoulders. */
function layTwoRows(others: number, hidden: number, box: TableBox): TableLayout {
  const behind = Math.ceil(others / 2);
  const size = Math.max(SMALLEST, Math.min(box.maxFace * 0.78, box.height * 0.27, (box.width / behind) * 1.25));
  const ry = (box.height - size) / 2 - EDGE;
  const rx = Math.min((box.width - size) / 2 - EDGE, Math.max((behind * size * 1.32) / 2.05, ry * 2.4));
  const back: Ellipse = { cx: box.width / 2, cy: box.height / 2, rx, ry };
  const step = size * 0.92;
  const front: Ellipse = {
    cx: back.cx,
    cy: back.cy + step * 0.6,
    rx: Math.max(rx - step * 0.8, size),
    ry: Math.max(ry - step * 0.4, size * 0.2),
  };
  const you: Seat = { x: back.cx, y: box.height - size / 2 - EDGE, size, row: 'you' };
  const top = front.cy - front.ry;
  return {
    others: [
      ...alongUpper(back, behind).map(seated('back', size)),
      ...alongUpper(front, others - behind).map(seated('front', size)),
    ],
    free: [],
    you,
    table: { cx: front.cx, cy: (top + you.y) / 2, rx: front.rx - size * 0.2, ry: (you.y - top) / 2 },
    more: hidden > 0 ? { x: you.x + size * 1.5, y: you.y } : null,
    invite: { x: front.cx, y: front.cy },
  };
}

/** @param others people drawn besides oneself; @param hidden people who found no seat. */
export function layTable(others: number, hidden: number, box: TableBox): TableLayout {
  if (box.height < LOW) return layLowTable(others, hidden, box);
  return others < ONE_ROW ? layOneRow(others, hidden, box) : layTwoRows(others, hidden, box);
}
