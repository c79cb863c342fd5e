import { faceLetter, facePattern } from './face-pattern.js';

const ids = Array.from({ length: 400 }, (_, n) => `0198b2c4-7a10-7000-8000-${n.toString(16).padStart(12, '0')}`);

describe('generated faces', () => {
  it('are the same for the same id', () => {
    for (const id of ids) expect(facePattern(id)).toEqual(facePattern(id));
  });

  it('always use two different hues', () => {
    for (const id of ids) expect(facePattern(id).ground).not.toBe(facePattern(id).drawing);
  });

  it('tell neighbours apart: many patterns, none of them common', () => {
    const seen = new Map<string, number>();
    for (const id of ids) {
      const key = JSON.stringify(facePattern(id));
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    expect(seen.size).toBeGreaterThan(120);
    expect(Math.max(...seen.values())).toBeLessThan(ids.length * 0.04);
  });

  it.each([
    ['ana', 'A'],
    ['  élodie', 'É'],
    ['«Ñu»', 'Ñ'],
    ['😀', '·'],
    ['', '·'],
    ['7 mares', '7'],
  ])('writes %s as %s', (name, letter) => expect(faceLetter(name)).toBe(letter));
});
