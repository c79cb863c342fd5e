import { HUES, type Hue } from '../../lib/theme/hues.js';

/** One quarter of a tile: a shape inside a unit square whose corner (0, 0) touches the middle of the face. */
export type QuarterShape = 'fan' | 'arch' | 'kite' | 'petal' | 'steps' | 'drop';

export interface FacePattern {
  /** Strong colour of the ground and light colour of the drawing: two different hues. */
  ground: Hue;
  drawing: Hue;
  shape: QuarterShape;
  /** Whether neighbouring quarters mirror each other or turn like a pinwheel. */
  turn: 'mirror' | 'pinwheel';
}

const SHAPES: readonly QuarterShape[] = ['fan', 'arch', 'kite', 'petal', 'steps', 'drop'];
const GROUNDS = HUES.filter((hue) => hue !== 'saffron');

/** FNV-1a, 32 bits: small, stable everywhere, well spread for UUIDs. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    value = Math.imul(value ^ text.charCodeAt(place), 0x01000193);
  }
  // A final mix: low bits of FNV differ little between ids that differ in one letter.
  value ^= value >>> 15;
  return Math.imul(value, 0x2c1b3c6d) >>> 0;
}

const pick = <T>(from: readonly T[], value: number): T => from[value % from.length];

/** The pattern of a person without a photo: the same everywhere and for ever, from the id alone. */
export function facePattern(id: string): FacePattern {
  const value = hash(id);
  const ground = pick(GROUNDS, value);
  const drawing = pick(
    HUES.filter((hue) => hue !== ground),
    value >>> 5,
  );
  return { ground, drawing, shape: pick(SHAPES, value >>> 11), turn: (value >>> 17) % 2 ? 'mirror' : 'pinwheel' };
}

/** First letter of the name, as a person would write it; a bot's is always IA. */
export function faceLetter(name: string): string {
  return [...name.trim()].find((letter) => /\p{L}|\p{N}/u.test(letter))?.toLocaleUpperCase() ?? '·';
}
