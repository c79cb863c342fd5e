import { readFileSync } from 'node:fs';
import { contrast, styleOf, SURFACES, tonesOf } from './hue-tokens.js';

const css = readFileSync('client/src/lib/theme/tokens.css', 'utf8');
const [light = '', dark = ''] = css.split('--font-text')[0]?.split(":root[data-theme='dark']") ?? [];
const NAMES = ['paper', 'surface', 'raised', 'sunken', 'hover', 'olive-soft', 'saffron-soft', 'sea-soft', 'plum-soft'];
const inCss = (block: string): string[] =>
  NAMES.map((name) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block)?.[1] ?? name);

describe('tones of any hue', () => {
  it('stand on the surfaces of the client', () => {
    expect(inCss(light)).toEqual([...SURFACES.light]);
    expect(inCss(dark)).toEqual([...SURFACES.dark]);
  });

  it.each(['light', 'dark'] as const)('are readable in the %s theme, all 360 of them', (theme) => {
    const ink = theme === 'light' ? ['#1c1a17', '#4a453d', '#655e53'] : ['#f4efe7', '#cfc7ba', '#ada496'];
    const faults: string[] = [];
    for (let hue = 0; hue < 360; hue += 1) {
      const { text, mark, fill, 'on-fill': onFill, soft } = tonesOf(hue, theme);
      for (const surface of [...SURFACES[theme], soft]) {
        if (contrast(text, surface) < 4.5) faults.push(`${hue}: text ${text} on ${surface}`);
        if (contrast(mark, surface) < 3) faults.push(`${hue}: mark ${mark} on ${surface}`);
      }
      if (contrast(fill, onFill) < 4.5) faults.push(`${hue}: ${onFill} on ${fill}`);
      for (const one of ink) if (contrast(one, soft) < 4.5) faults.push(`${hue}: ink ${one} on ${soft}`);
    }
    expect(faults).toEqual([]);
  });

  it('come as one style for both themes', () => {
    expect(styleOf(210)).toMatch(
      /^:root:root\{--terracotta-text:#[0-9a-f]{6};.*\}@media screen\{:root:root\[data-theme='dark'\]\{--terracotta-text:#.*\}\}$/,
    );
  });
});
