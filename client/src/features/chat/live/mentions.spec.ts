import { mentionAt, mentionedIn, suggest } from './mentions.js';

const person = (name: string) => ({ id: name, name, kind: 'person' as const, avatar: null });
const people = ['Ana', 'Ana María Pérez', 'Íñigo Ruiz', 'Lucía Herrero', 'Rubén Anaya'].map(person);

describe('mentions', () => {
  it('begin with an @ after a space or at the start, not inside a word', () => {
    expect(mentionAt('hola @lu', 8)).toEqual({ from: 5, query: 'lu' });
    expect(mentionAt('@', 1)).toEqual({ from: 0, query: '' });
    expect(mentionAt('correo@lu', 9)).toBeNull();
    expect(mentionAt('hola @lu y más cosas', 20)).toBeNull();
  });

  it('are suggested by the beginning of any word, whatever the accents', () => {
    expect(suggest(people, 'ana').map(({ name }) => name)).toEqual(['Ana', 'Ana María Pérez', 'Rubén Anaya']);
    expect(suggest(people, 'ini').map(({ name }) => name)).toEqual(['Íñigo Ruiz']);
  });

  it('are found again, the longer name first', () => {
    expect(mentionedIn('@Ana María Pérez y @Lucía Herrero', people)).toEqual(['Ana María Pérez', 'Lucía Herrero']);
    expect(mentionedIn('@Ana y @Ana María Pérez', people)).toEqual(['Ana María Pérez', 'Ana']);
  });
});
