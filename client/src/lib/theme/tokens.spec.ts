import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contrast } from './contrast.js';
import { HUES } from './hues.js';

const css = readFileSync(join(process.cwd(), 'client/src/lib/theme/tokens.css'), 'utf8');

function colours(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9A-Fa-f]{6});/g)].map((found) => [found[1], found[2]]),
  );
}

const light = colours(css.slice(0, css.indexOf(":root[data-theme='dark']")));
const dark = colours(css.slice(css.indexOf(":root[data-theme='dark']"), css.indexOf('--font-text')));
const both = colours(css.slice(css.indexOf('--font-text')));
const SURFACES = ['paper', 'surface', 'raised', 'sunken', 'hover'];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_name, token) => {
  const of = (name: string): string => {
    const colour = token[name];
    if (!colour) throw new Error(`no colour --${name}`);
    return colour;
  };
  const surfaces = [...SURFACES, ...HUES.map((hue) => `${hue}-soft`)];

  it.each(['ink', 'ink-2', 'ink-3'])('%s is readable on every surface', (text) => {
    for (const surface of surfaces) expect([surface, contrast(of(text), of(surface)) >= 4.5]).toEqual([surface, true]);
  });

  it.each(HUES)('%s text is readable on every surface and on its own tint', (hue) => {
    for (const surface of [...SURFACES, `${hue}-soft`])
      expect([surface, contrast(of(`${hue}-text`), of(surface)) >= 4.5]).toEqual([surface, true]);
  });

  it.each([...HUES.map((hue) => `${hue}-mark`), 'line-mark'])('%s stands out from every surface', (mark) => {
    for (const surface of surfaces) expect([surface, contrast(of(mark), of(surface)) >= 3]).toEqual([surface, true]);
  });

  it.each(HUES)('words on %s fill are readable', (hue) => {
    expect(contrast(of(`${hue}-on-fill`), of(`${hue}-fill`))).toBeGreaterThanOrEqual(4.5);
  });

  it('declares every colour of the other theme', () => {
    expect(Object.keys(token).sort()).toEqual(Object.keys(token === light ? dark : light).sort());
  });
});

describe('generated faces', () => {
  it.each(HUES)('a white letter is readable on a %s tile', (hue) => {
    expect(contrast('#FFFFFF', both[`tile-${hue}`] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(HUES)('%s glaze shows on every tile', (hue) => {
    for (const ground of HUES)
      expect([ground, contrast(both[`glaze-${hue}`] ?? '', both[`tile-${ground}`] ?? '') >= 3]).toEqual([ground, true]);
  });
});

it('computes the known ratios', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
});
