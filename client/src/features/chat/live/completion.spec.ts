import { COMMANDS, commandIn } from '../commands/commands.js';
import { words as en } from '../chat.en.js';
import { words as es } from '../chat.es.js';
import { complete, offersFor, unfinishedAt } from './completion.js';
import { loadEmoji, searchEmoji, type NamedEmoji } from './emoji-names.js';
import { plain } from './plain.js';

const person = (name: string) => ({ id: name, name, kind: 'person' as const, avatar: null });
const people = ['Ana', 'Íñigo Ruiz', 'Lucía Herrero'].map(person);
const at = (text: string) => unfinishedAt(text, text.length);

describe('what is being typed before the caret', () => {
  it.each([
    ['hola @lu', { kind: 'person', from: 5, query: 'lu' }],
    ['genial :fie', { kind: 'emoji', from: 7, query: 'fie' }],
    [':+1', { kind: 'emoji', from: 0, query: '+1' }],
    ['/', { kind: 'command', from: 0, query: '' }],
    ['/fór', { kind: 'command', from: 0, query: 'fór' }],
  ])('%s', (text, found) => expect(at(text)).toEqual(found));

  it.each(['a las 10:30', 'hola :)', 'https://example.org', 'mira :a', 'dos /ruta', '/etc/hosts', '`@lu', '```\n:fie'])(
    'nothing in %s',
    (text) => expect(at(text)).toBeNull(),
  );

  it('is again looked for after code has ended', () => expect(at('`x` @lu')?.query).toBe('lu'));
});

describe('what is offered', () => {
  let emoji: readonly NamedEmoji[];
  beforeAll(async () => {
    emoji = await loadEmoji();
  });
  const found = (query: string) => searchEmoji(emoji, query, 8).map((one) => one.emoji);

  it('goes into the text in place of what was typed, with one space behind it', () => {
    const [offer] = offersFor({ kind: 'person', from: 4, query: 'lu' }, people, [], 'es');
    expect(complete('oye @lu mira', 7, 4, offer ?? { put: '' })).toEqual({
      text: 'oye @Lucía Herrero mira',
      caret: 19,
    });
  });

  it('emoji by their names in both languages and by their codes, whatever the accents', () => {
    expect(found('cohete')[0]).toBe('🚀');
    expect(found('rocket')[0]).toBe('🚀');
    expect(found('tada')[0]).toBe('🎉');
    expect(found('+1')[0]).toBe('👍');
    expect(found('corazón rojo')).toEqual(found('corazon_rojo'));
    expect(found('corazon_rojo')[0]).toBe('❤️');
    expect(found('zzzz')).toEqual([]);
  });

  it('only emoji that the hub takes, each once', () => {
    expect(emoji.length).toBeGreaterThan(1_800);
    expect(emoji.filter((one) => !/^\p{RGI_Emoji}$/v.test(one.emoji))).toEqual([]);
    expect(new Set(emoji.map((one) => one.emoji)).size).toBe(emoji.length);
  });

  it('commands by either name, written in the language of the reader', () => {
    const put = (query: string, language: 'es' | 'en') =>
      offersFor({ kind: 'command', from: 0, query }, [], [], language).map((offer) => offer.put);
    expect(put('codigo', 'es')).toEqual(['/código ']);
    expect(put('cod', 'en')).toEqual(['/code ']);
    expect(put('', 'es')).toHaveLength(COMMANDS.length);
  });
});

describe('commands', () => {
  it('have words in both languages and names that nobody else has', () => {
    for (const { id } of COMMANDS) expect([es.commands[id], en.commands[id]]).not.toContain(undefined);
    const names = COMMANDS.flatMap((one) => [...new Set(Object.values(one.names).map(plain))]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('say something else than what was typed; any other text with a slash stays a text', () => {
    expect(commandIn('/codigo print(1)\nprint(2)')).toEqual({ text: '```\nprint(1)\nprint(2)\n```' });
    expect(commandIn('/me saluda')).toEqual({ text: '*saluda*' });
    expect(commandIn('/shrug')?.text).toContain('(ツ)');
    for (const text of ['/etc/hosts', '/', '/nada que ver', '/code', 'hola /me']) expect(commandIn(text)).toBeNull();
  });
});
