export interface Ellipse {
  cx: number;
  cy: number;
  rx: number;
  ry: number;
}

export interface Point {
  x: number;
  y: number;
}

/** Length of the upper half of an ellipse (Ramanujan's second approximation, halved). */
export function upperLength({ rx, ry }: Ellipse): number {
  const h = ((rx - ry) / (rx + ry)) ** 2;
  return (Math.PI * (rx + ry) * (1 + (3 * h) / (10 + Math.sqrt(4 - 3 * h)))) / 2;
}

const STEPS = 180;

/** `count` points at equal distances along the upper half, left to right, half a distance in from the ends. */
export function alongUpper(ellipse: Ellipse, count: number): Point[] {
  const { cx, cy, rx, ry } = ellipse;
  const at = (step: number) => {
    const angle = Math.PI + (Math.PI * step) / STEPS;
    return { x: cx + rx * Math.cos(angle), y: cy + ry * Math.sin(angle) };
  };
  const lengths = [0];
  for (let step = 1; step <= STEPS; step += 1) {
    const [from, to] = [at(step - 1), at(step)];
    lengths.push((lengths[step - 1] ?? 0) + Math.hypot(to.x - from.x, to.y - from.y));
  }
  const whole = lengths[STEPS] ?? 0;
  return Array.from({ length: count }, (_, place) => {
    const wanted = (whole * (place + 0.5)) / count;
    const step = lengths.findIndex((length) => length >= wanted);
    const [before, after] = [lengths[step - 1] ?? 0, lengths[step] ?? whole];
    return at(step - 1 + (wanted - before) / Math.max(after - before, Number.EPSILON));
  });
}
