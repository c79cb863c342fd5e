import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineWords, dictionaryOf, type Words } from './words.js';

const root = join(process.cwd(), 'client/src');
const spanish = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.es.ts'));

/** `key → placeholders` of every sentence of a dictionary. */
function sentences(words: Words, path = ''): [string, string[]][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [
          [`${path}${key}`, [...new Set(value.match(/\{\{\w+\}\}|<\/?\w+>/g) ?? [])].sort()] satisfies [
            string,
            string[],
          ],
        ]
      : sentences(value, `${path}${key}.`),
  );
}

async function wordsOf(file: string): Promise<Words | null> {
  const module: { words?: Words } = await import(join(root, file));
  return module.words ?? null;
}

describe('dictionaries', () => {
  it('are found', () => expect(spanish.length).toBeGreaterThan(1));

  it.each(spanish)('%s says in English the same things with the same blanks', async (file) => {
    const [es, en] = [await wordsOf(file), await wordsOf(file.replace('.es.ts', '.en.ts'))];
    if (!es || !en) return;
    expect(Object.fromEntries(sentences(en))).toEqual(Object.fromEntries(sentences(es)));
  });

  it('refuse a translation with other keys at compile time', () => {
    const es = { title: 'Salas', form: { name: 'Nombre' } } as const;
    const load = () => Promise.resolve({ words: es });
    defineWords('spec', { es: load, en: () => Promise.resolve({ words: { title: 'Rooms', form: { name: 'Name' } } }) });
    // @ts-expect-error form.name is missing
    defineWords('spec', { es: load, en: () => Promise.resolve({ words: { title: 'Rooms', form: {} } }) });
    expect(dictionaryOf('spec').namespace).toBe('spec');
  });

  it('say which dictionary is missing', () => expect(() => dictionaryOf('nowhere')).toThrow('no dictionary "nowhere"'));
});
