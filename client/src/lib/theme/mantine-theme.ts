import { createTheme, type MantineColorsTuple } from '@mantine/core';
import { HUES, type Hue } from './hues.js';

/** Mantine wants ten shades of a colour; ours has five tokens, which already follow the theme. */
function shades(hue: Hue): MantineColorsTuple {
  const [soft, mark, fill, text] = ['soft', 'mark', 'fill', 'text'].map((token) => `var(--${hue}-${token})`) as [
    string,
    string,
    string,
    string,
  ];
  return [soft, soft, soft, mark, mark, fill, fill, text, text, text];
}

const colours = Object.fromEntries(HUES.map((hue) => [hue, shades(hue)])) as Record<Hue, MantineColorsTuple>;

/** Only what Mantine's behaviour (menus, dialogs, tooltips, tabs) needs; how things look is in our own CSS. */
export const mantineTheme = createTheme({
  colors: colours,
  primaryColor: 'terracotta',
  primaryShade: 5,
  white: 'var(--raised)',
  black: 'var(--ink)',
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-code)',
  headings: { fontFamily: 'var(--font-title)', fontWeight: '600' },
  defaultRadius: 'var(--radius-control)',
  respectReducedMotion: true,
  focusRing: 'never',
});
