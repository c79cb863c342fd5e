import fc from 'fast-check';
import type { SearchTerm } from '../../platform/search-engine/search-engine.js';
import { excerpt } from './excerpt.js';

const term = (said: string, more: Partial<SearchTerm> = {}): SearchTerm => ({
  said,
  exactly: false,
  goesOn: false,
  ...more,
});
const marked = (text: string, terms: readonly SearchTerm[], around?: number): string =>
  excerpt(text, terms, around)
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('');

describe('what is shown of a text that was found', () => {
  it.each([
    ['El examen de Álgebra es hoy', [term('algebra')], 'El examen de [Álgebra] es hoy'],
    ['MAÑANA, mañana y manana', [term('mañana')], '[MAÑANA], [mañana] y [manana]'],
    ['Las canciones', [term('canción')], 'Las [canciones]'],
    ['corriendo por el parque', [term('correr')], '[corriendo] por el parque'],
    ['matemáticas', [term('matem', { goesOn: true })], '[matemáticas]'],
    ['matemáticas', [term('matem')], 'matemáticas'],
    // What was written so counts; only where there is none, what is like it.
    ['carta, casta y cartas', [term('carta')], '[carta], casta y cartas'],
    ['carta', [term('casta')], '[carta]'],
    ['el exmaen', [term('examen')], 'el [exmaen]'],
    ['usa node.js', [term('node.js')], 'usa [node].[js]'],
    ['El examen final', [term('examen final', { exactly: true })], 'El [examen] [final]'],
    ['<b>hola</b> & adiós', [term('hola')], '<b>[hola]</b> & adiós'],
    ['sin nada', [term('otra')], 'sin nada'],
    ['  varias \n\n líneas\taquí ', [], 'varias líneas aquí'],
    ['', [term('algo')], ''],
  ])('%j', (text, terms, expected) => {
    expect(marked(text, terms)).toBe(expected);
  });

  it('is a stretch around the first word found', () => {
    const text = `${'uno dos tres '.repeat(40)}aguja ${'cuatro cinco '.repeat(40)}`;
    expect(marked(text, [term('aguja')], 60)).toBe('…tres uno dos tres [aguja] cuatro cinco cuatro cinco cuatro…');
    expect(marked(text, [term('nada')], 30)).toBe('uno dos tres uno dos tres uno…');
    expect(marked(`${'x'.repeat(300)} fin`, [term('fin')], 60)).toBe('…[fin]');
  });

  it('says what the text says, well-formed and never longer than asked', () => {
    const words = fc
      .array(fc.constantFrom('ana', 'Álgebra', '𝒳𝒴', '👩‍🎓', '<i>', 'ﬁn', 'e\u0301l', 'x'.repeat(50)))
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(
        fc.oneof(words, fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 20, max: 90 }),
        (text, around) => {
          const parts = excerpt(text, [term('algebra'), term('fin', { goesOn: true })], around);
          const said = parts.map((part) => part.text).join('');
          expect(said.isWellFormed()).toBe(true);
          expect(said.length).toBeLessThanOrEqual(around + 2);
        },
      ),
    );
  });
});
