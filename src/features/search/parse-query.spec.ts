import fc from 'fast-check';
import { DomainError } from '../../platform/errors/domain-error.js';
import { parseQuery } from './parse-query.js';

const here = { now: new Date('2026-11-23T23:30:00Z'), timeZone: 'Europe/Madrid' };
const parse = (text: string) => {
  const { terms, since, until, ...rest } = parseQuery(text, here);
  const said = terms.map(({ said: word, exactly, goesOn }) => `${word}${exactly ? '"' : ''}${goesOn ? '…' : ''}`);
  return { ...rest, said, since: since?.toISOString() ?? null, until: until?.toISOString() ?? null };
};
const nothing = { said: [], from: [], in: [], has: [], since: null, until: null };

describe('what somebody asks the search for', () => {
  it.each<[string, Partial<ReturnType<typeof parse>>]>([
    ['examen', { said: ['examen…'] }],
    ['examen de álgebra', { said: ['examen', 'de', 'álgebra…'] }],
    ['"examen de álgebra"', { said: ['examen de álgebra"'] }],
    ['“examen final” mañana', { said: ['examen final"', 'mañana…'] }],
    ['«examen final»', { said: ['examen final"'] }],
    ['"sin cerrar todavía', { said: ['sin cerrar todavía"'] }],
    ['from:ana notas', { said: ['notas…'], from: ['ana'] }],
    ['de:@ana', { from: ['ana'] }],
    ['De:"Ana María" in:#mates', { from: ['Ana María'], in: ['mates'] }],
    ['en:"Mates II" en:Física', { in: ['Mates II', 'Física'] }],
    ['has:file tiene:imagen tiene:Enlace has:question', { has: ['file', 'image', 'link', 'question'] }],
    ['before:2026-11-20', { until: '2026-11-19T23:00:00.000Z' }],
    ['antes:20/11/2026 antes:2026-11-22', { until: '2026-11-19T23:00:00.000Z' }],
    ['after:2026-11-20', { since: '2026-11-20T23:00:00.000Z' }],
    ['después:1.7.2026 despues:2.7.2026', { since: '2026-07-02T22:00:00.000Z' }],
    // In Madrid it is the 24th already.
    ['after:yesterday', { since: '2026-11-23T23:00:00.000Z' }],
    ['antes:hoy', { until: '2026-11-23T23:00:00.000Z' }],
    // Still being typed, or no operator at all.
    ['hola from:', { said: ['hola'] }],
    ['https://example.org/a', { said: ['https://example.org/a…'] }],
    ['C++ -menos (uno)', { said: ['C++', '-menos', '(uno)…'] }],
    ['12:30', { said: ['12:30…'] }],
    ['nota:alta', { said: ['nota:alta…'] }],
    ['constructor:x', { said: ['constructor:x…'] }],
    ['!! ¿? hola', { said: ['hola…'] }],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual({ ...nothing, ...expected });
  });

  it.each([
    ['has:tesoro', 'search/unknown-has', { value: 'tesoro' }],
    ['has:constructor', 'search/unknown-has', { value: 'constructor' }],
    ['before:mañana', 'search/bad-date', { value: 'mañana' }],
    ['antes:2026-02-30', 'search/bad-date', { value: '2026-02-30' }],
    ['after:31/4/2026', 'search/bad-date', { value: '31/4/2026' }],
    ['before:0000-00-00', 'search/bad-date', { value: '0000-00-00' }],
    ['!!', 'search/nothing-asked', {}],
    ['from:', 'search/nothing-asked', {}],
    ['""', 'search/nothing-asked', {}],
  ])('%s is refused in words', (text, code, details) => {
    expect(() => parseQuery(text, here)).toThrow(expect.objectContaining({ code, details }));
  });

  it('takes a time zone that nobody knows as UTC', () => {
    const { until } = parseQuery('before:2026-11-20', { ...here, timeZone: 'Europe/Nowhere' });
    expect(until?.toISOString()).toBe('2026-11-20T00:00:00.000Z');
  });

  it('either understands or refuses whatever is typed', () => {
    const bits = fc.constantFrom(
      'from:',
      'in:',
      'has:',
      'before:',
      'después:',
      '"',
      ' ',
      'file',
      '2026-11-20',
      ':',
      'ana',
      '«',
      '\\',
      "'",
      '|',
      '&',
    );
    const typed = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.array(bits).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        try {
          const { terms, has } = parseQuery(text, here);
          expect(
            terms.every(({ said }) => said !== '' && !/["“”«»]/.test(said)) && has.every((one) => one !== undefined),
          ).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
