import { lastWord, suggest, withSuggestion, type Operators } from './suggest.js';

const operators: Operators = {
  named: [
    { kind: 'from', text: 'de:', hint: '' },
    { kind: 'in', text: 'en:', hint: '' },
    { kind: 'has', text: 'tiene:', hint: '' },
    { kind: 'after', text: 'después:', hint: '' },
  ],
  has: ['archivo', 'imagen'],
  days: ['hoy', 'ayer'],
  me: { text: 'mí', hint: '' },
  rooms: ['Mates', 'Física II', 'El "club"'],
};
const texts = (text: string): string[] => suggest(text, operators).map((one) => one.text);

describe('what may follow what is typed', () => {
  it.each<[string, string[]]>([
    ['', ['de:', 'en:', 'tiene:', 'después:']],
    ['examen ', []],
    ['examen', []],
    ['examen d', []],
    ['examen de', ['de:', 'después:']],
    ['despues', ['después:']],
    ['tiene:', ['tiene:archivo', 'tiene:imagen']],
    ['HAS:ima', ['HAS:imagen']],
    ['has:imagen', []],
    ['en:', ['en:Mates', 'en:"Física II"', 'en:"El club"']],
    ['en:fis', ['en:"Física II"']],
    ['en:"física', ['en:"Física II"']],
    ['in:x', []],
    ['from:', ['from:mí']],
    ['antes:', ['antes:hoy', 'antes:ayer']],
    ['https:', []],
    ['constructor:', []],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('takes the place of the last word', () => {
    expect(lastWord('uno en:"Física I')).toBe('en:"Física I');
    expect(withSuggestion('uno en:"fís', { text: 'en:"Física II"', hint: '' })).toBe('uno en:"Física II" ');
    expect(withSuggestion('uno de', { text: 'de:', hint: '' })).toBe('uno de:');
    expect(withSuggestion('', { text: 'de:', hint: '' })).toBe('de:');
  });
});
