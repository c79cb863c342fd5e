// The little statistics the benches need.

/** By nearest rank; NaN of nothing. */
export function percentile(values, p) {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? NaN : sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
}

export const median = (values) => percentile(values, 0.5);
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Least squares: y = slope · x + base, and how much of the variation that explains. */
export function line(points) {
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const sxy = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const sxx = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  const syy = points.reduce((sum, [, y]) => sum + (y - my) ** 2, 0);
  const slope = sxy / sxx;
  return { slope, base: my - slope * mx, r2: syy === 0 ? 1 : sxy ** 2 / (sxx * syy) };
}

/** Median of each figure over all rounds. */
export const medians = (rounds) =>
  Object.fromEntries(
    Object.keys(rounds[0] ?? {})
      .filter((key) => typeof rounds[0][key] === 'number')
      .map((key) => [key, median(rounds.map((round) => round[key]))]),
  );

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Milliseconds that mean the same in every process of this machine. */
export const now = () => performance.timeOrigin + performance.now();

const grouped = new Intl.NumberFormat('en');
export const whole = (value) => (Number.isFinite(value) ? grouped.format(Math.round(value)) : '–');
export const fixed = (value, digits = 1) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
export const percent = (value, digits = 1) => `${fixed(value * 100, digits)} %`;
/** "50 / 99" in milliseconds. */
export const p50p99 = ({ p50, p99 }) => [p50, p99].map((ms) => (ms >= 100 ? whole(ms) : fixed(ms))).join(' / ') + ' ms';
