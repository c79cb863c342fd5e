import { splitParts } from './split-parts.js';

const said = (sentence: string) => splitParts(sentence).map(({ name, text }) => [name, text]);

describe('sentences with parts', () => {
  it.each([
    ['Sin nada', [[null, 'Sin nada']]],
    [
      '¿Ya tienes cuenta? <link>Entra</link>.',
      [
        [null, '¿Ya tienes cuenta? '],
        ['link', 'Entra'],
        [null, '.'],
      ],
    ],
    [
      '<a>uno</a><b>dos</b>',
      [
        ['a', 'uno'],
        ['b', 'dos'],
      ],
    ],
    ['2 < 3 > 1 <a>', [[null, '2 < 3 > 1 <a>']]],
    ['', []],
  ])('%s', (sentence, parts) => expect(said(sentence)).toEqual(parts));
});
