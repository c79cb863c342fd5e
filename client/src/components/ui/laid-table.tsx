/** A table with free seats: the drawing of empty and missing places. Decorative. */
export function LaidTable({ seats = 5, broken = false }: { seats?: number; broken?: boolean }) {
  const places = Array.from({ length: seats }, (_, seat) => {
    const angle = Math.PI + (Math.PI * (seat + 0.5)) / seats;
    return { x: 80 + 66 * Math.cos(angle), y: 62 + 44 * Math.sin(angle) };
  });
  return (
    <svg width="160" height="96" viewBox="0 0 160 96" fill="none" aria-hidden>
      {places.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r="10" stroke="currentColor" strokeWidth="2" strokeDasharray="3 4" />
      ))}
      <ellipse cx="80" cy="66" rx="50" ry="20" fill="var(--table-top)" />
      <path d="M30 66a50 20 0 0 0 100 0v5a50 20 0 0 1-100 0z" fill="var(--table-edge)" />
      {broken ? (
        <path
          d="M66 58l12 8-7 3 13 9"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : (
        <g>
          <ellipse cx="80" cy="64" rx="13" ry="5" fill="var(--plate)" />
          <ellipse cx="80" cy="64" rx="8" ry="3" stroke="var(--table-edge)" />
        </g>
      )}
    </svg>
  );
}
