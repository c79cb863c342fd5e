import { readFileSync } from 'node:fs';
import {
  ASSUMED,
  coefficientTable,
  needsOf,
  peoplePerProcess,
  perPerson,
  scaleTable,
  type Coefficient,
  type Model,
} from '../../bench/scale.js';

const model: Model = JSON.parse(readFileSync('bench/model.json', 'utf8'));
const page = readFileSync('docs/scale.md', 'utf8');

/** Cells of a table, whatever room a formatter gave them. */
const cells = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const between = (mark: string): string =>
  page.slice(page.indexOf(`<!-- ${mark} -->`), page.indexOf(`<!-- /${mark} -->`));

/** Least squares, written down once more. */
function fit(points: Coefficient['points']): { slope: number; r2: number } {
  const n = points.length;
  const sum = (of: (x: number, y: number) => number) => points.reduce((total, [x, y]) => total + of(x, y), 0);
  const [sx, sy, sxx, sxy, syy] = [
    sum((x) => x),
    sum((_, y) => y),
    sum((x) => x * x),
    sum((x, y) => x * y),
    sum((_, y) => y * y),
  ];
  const [a, b, c] = [n * sxy - sx * sy, n * sxx - sx * sx, n * syy - sy * sy];
  return { slope: a / b, r2: (a * a) / (b * c) };
}

const COSTS = ['connect', 'idle', 'delivery', 'commit', 'read', 'memory'] as const;

describe('docs/scale.md', () => {
  it('shows what bench/model.json says', () => {
    expect(cells(between('coefficients'))).toEqual(cells(coefficientTable(model)));
  });

  it('is computed from it', () => {
    expect(cells(between('needs'))).toEqual(cells(scaleTable(model)));
  });

  it.each(COSTS)('%s was measured at three sizes and is a line', (name) => {
    const one = model[name];
    expect(one.points.length).toBeGreaterThanOrEqual(3);
    const { slope, r2 } = fit(one.points);
    expect(r2).toBeCloseTo(one.r2, 6);
    expect(slope).toBeGreaterThan(0);
    const kept = name === 'memory' ? model.memory.kib : name === 'read' ? one.usPg : one.us;
    expect(slope / kept).toBeCloseTo(1, 6);
    // The goal of the page; below it nothing may be computed from it.
    expect(r2).toBeGreaterThanOrEqual(0.98);
  });

  it('agrees with the arithmetic done by hand', () => {
    const needs = needsOf(model, 100_000);
    // One message a minute and person, five times as many at the peak, fifty who hear it.
    expect(needs.messages).toBeCloseTo((100_000 / 60) * 5, 6);
    expect(needs.deliveries).toBeCloseTo((100_000 / 60) * 5 * 50, 6);
    const person = model.idle.us + (5 / 60) * (model.commit.us + 49 * model.delivery.us);
    expect(perPerson(model)).toBeCloseTo(person, 6);
    expect(needs.hubCores).toBeCloseTo((100_000 * person) / 1e6, 6);
    expect(peoplePerProcess(model)).toBe(Math.floor(Math.min(ASSUMED.descriptors, 500_000 / person)));
    // Enough, and one to spare.
    expect((needs.processes - 1) * peoplePerProcess(model)).toBeGreaterThanOrEqual(100_000);
  });
});
