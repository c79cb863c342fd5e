import type { Seat, TableLayout } from './table-box.js';
import css from './round-table.module.css';

interface TableTopProps {
  table: TableLayout['table'];
  seats: readonly Seat[];
}

/** A plate lies this far from the middle towards its seat. */
const PLATE = 0.7;
/** Below this height there is no room for plates. */
const TALL = 60;

/** The table itself, with a plate before everybody who sits at it and before every free seat. */
export function TableTop({ table: { cx, cy, rx, ry }, seats }: TableTopProps) {
  const edge = Math.max(2, ry * 0.09);
  const plates = ry < TALL ? [] : seats.filter(({ row }) => row !== 'back').slice(0, 12);
  return (
    <svg
      className={css.table}
      style={{ left: cx - rx, top: cy - ry }}
      width={2 * rx}
      height={2 * ry + edge}
      viewBox={`${-rx} ${-ry} ${2 * rx} ${2 * ry + edge}`}
      aria-hidden
    >
      <ellipse cy={edge} rx={rx} ry={ry} className={css.edge} />
      <ellipse rx={rx} ry={ry} className={css.top} />
      {plates.map(({ x, y, size }) => {
        const at = { cx: (x - cx) * PLATE, cy: (y - cy) * PLATE * 0.86 };
        const width = Math.min(size * 0.26, rx * 0.14);
        return (
          <g key={x}>
            <ellipse {...at} rx={width} ry={width * 0.46} className={css.plate} />
            <ellipse {...at} rx={width * 0.62} ry={width * 0.28} className={css.rim} />
          </g>
        );
      })}
    </svg>
  );
}
