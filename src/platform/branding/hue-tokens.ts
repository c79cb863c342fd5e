type Rgb = readonly [number, number, number];

/** The surfaces of client/src/lib/theme/tokens.css (a test compares them), on which every tone of a hue must be readable. */
export const SURFACES = {
  light: ['#faf7f2', '#fffdf9', '#ffffff', '#f2ece2', '#ede6da', '#e9edd8', '#faebc8', '#daecec', '#f2e1ec'],
  dark: ['#171512', '#201d19', '#2a2621', '#110f0d', '#332e28', '#2b2f19', '#3a2d12', '#18312f', '#362431'],
} as const;
const INK = { light: '#1c1a17', dark: '#f4efe7' } as const;
const TEXT = 4.5;
const MARK = 3;

/** The five tones of the primary hue of a theme: WCAG AA on every surface, whatever the hue. */
export function tonesOf(
  hue: number,
  theme: 'light' | 'dark',
): Record<'text' | 'mark' | 'fill' | 'on-fill' | 'soft', string> {
  const light = theme === 'light';
  const soft = found(
    hue,
    0.045,
    light ? 0.93 : 0.28,
    light ? 0.005 : -0.005,
    (tone) => contrast(tone, INK[theme]) >= 7,
  );
  const surfaces = [...SURFACES[theme], soft];
  const onAll = (least: number) => (tone: string) => surfaces.every((surface) => contrast(tone, surface) >= least);
  const step = light ? -0.005 : 0.005;
  const mark = found(hue, 0.15, light ? 0.6 : 0.6, step, onAll(MARK));
  const text = found(hue, 0.15, light ? 0.55 : 0.7, step, onAll(TEXT));
  const onFill = light ? '#ffffff' : '#1c1a17';
  const fill = found(
    hue,
    0.15,
    light ? 0.58 : 0.68,
    step,
    (tone) => contrast(tone, onFill) >= TEXT && onAll(MARK)(tone),
  );
  return { text, mark, fill, 'on-fill': onFill, soft };
}

/** Style for the head of the page, where it is before anything is painted. */
export function styleOf(hue: number): string {
  const block = (theme: 'light' | 'dark'): string =>
    Object.entries(tonesOf(hue, theme))
      .map(([tone, colour]) => `--terracotta-${tone}:${colour}`)
      .join(';');
  return `:root:root{${block('light')}}@media screen{:root:root[data-theme='dark']{${block('dark')}}}`;
}

// Lighter or darker until it is readable: black and white, where it ends at the latest, always are.
function found(hue: number, chroma: number, from: number, step: number, fits: (tone: string) => boolean): string {
  for (let lightness = from; lightness > 0 && lightness < 1; lightness += step) {
    const tone = hexOf(lightness, chroma, hue);
    if (fits(tone)) return tone;
  }
  return step < 0 ? '#000000' : '#ffffff';
}

/** OKLCH (Ottosson 2020) to sRGB, with less chroma where the screen has no such colour. */
function hexOf(lightness: number, chroma: number, hue: number): string {
  for (let c = chroma; c > 0; c -= 0.005) {
    const rgb = srgbOf(lightness, c, hue);
    if (rgb.every((part) => part >= 0 && part <= 1)) return toHex(rgb);
  }
  return toHex(srgbOf(lightness, 0, hue).map((part) => Math.min(1, Math.max(0, part))) as [number, number, number]);
}

function srgbOf(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear: Rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const [red, green, blue] = linear.map((part) =>
    part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055,
  );
  return [red ?? 0, green ?? 0, blue ?? 0];
}

const toHex = (rgb: Rgb): string =>
  `#${rgb
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** WCAG 2.2: relative luminance, and the ratio of two. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  const [r = 0, g = 0, b = 0] = [value >> 16, (value >> 8) & 255, value & 255].map((byte) => {
    const part = byte / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
