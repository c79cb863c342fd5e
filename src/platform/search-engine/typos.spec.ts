import { mayMean, typosBetween } from './typos.js';

describe('what somebody who mistypes may have meant', () => {
  it.each([
    ['algebra', 'algebra', 0],
    ['algbra', 'algebra', 1],
    ['allgebra', 'algebra', 1],
    ['algebta', 'algebra', 1],
    ['alegbra', 'algebra', 1],
    ['alegbrs', 'algebra', 2],
    ['', 'ab', 2],
    ['casa', 'perro', 3],
  ])('%s and %s: %i', (one, other, typos) => {
    expect(typosBetween(one, other, 2)).toBe(typos);
    expect(typosBetween(other, one, 2)).toBe(typos);
  });

  it.each([
    ['casa', 'caso', false, false],
    ['carta', 'casta', false, true],
    ['carta', 'cesta', false, false],
    ['matematcia', 'matematicas', false, true],
    ['matemtica', 'matematicas', false, true],
    ['algbr', 'algebra', false, false],
    ['algbr', 'algebra', true, true],
    ['exm', 'examen', true, false],
  ])('%s for %s (still typing: %s): %s', (said, word, goesOn, meant) => {
    expect(mayMean(said, word, goesOn)).toBe(meant);
  });
});
