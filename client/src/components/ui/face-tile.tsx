import { facePattern, type QuarterShape } from './face-pattern.js';
import css from './face.module.css';

/** Shapes in a square of 32 whose inner corner is (0, 0); four of them make a tile of 64. */
const QUARTERS: Readonly<Record<QuarterShape, string>> = {
  fan: 'M4 34H34V4L20 2.5A20 20 0 0 1 2.5 20Z',
  arch: 'M34 7V34H7A27 27 0 0 1 34 7Z',
  kite: 'M0 0L32 7L23 23L7 32Z',
  petal: 'M0 0Q34 2 30 30Q2 34 0 0Z',
  steps: 'M32 2H21V12H12V21H2V32H12V21H21V12H32Z',
  drop: 'M0 0L32 0L0 32Z',
};

/** A glazed tile: four quarters of one shape, mirrored or turned, with the letter in its medallion. */
export function FaceTile({ id, letter }: { id: string; letter: string | null }) {
  const { ground, drawing, shape, turn } = facePattern(id);
  const quarters =
    turn === 'mirror'
      ? ['', 'scale(-1 1)', 'scale(1 -1)', 'scale(-1 -1)']
      : ['', 'rotate(90)', 'rotate(180)', 'rotate(270)'];
  return (
    <svg className={css.picture} viewBox="-32 -32 64 64" aria-hidden>
      <rect x="-32" y="-32" width="64" height="64" fill={`var(--tile-${ground})`} />
      {quarters.map((transform) => (
        <path
          key={transform}
          d={QUARTERS[shape]}
          transform={transform}
          fill={`var(--glaze-${drawing})`}
          stroke={`var(--glaze-${drawing})`}
          strokeWidth="0.5"
        />
      ))}
      {letter ? (
        <>
          <circle r="15.5" fill={`var(--tile-${ground})`} />
          <text
            className={css.letter}
            textAnchor="middle"
            dominantBaseline="central"
            y="0.5"
            fontSize="21"
            fill="#FFFFFF"
          >
            {letter}
          </text>
        </>
      ) : null}
    </svg>
  );
}
