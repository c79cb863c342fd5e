import type { Language } from '../../contract/words.js';

// Words that carry grammar: frequent in one language and (nearly) absent in the other.
const SPANISH =
  'que de la el los las un una unos unas y es en por para con sin pero porque como cuando donde esto este esta eso ese esa muy más también ya hay ser está están estoy yo tú lo le se te nos su sus del al qué cómo sí ni o mi si gracias hola vale';
const ENGLISH =
  'the of and to is are was were in that this these those it its you your we our they their he she for with without but because how when where what which very also there be been have has had do does did not on at an or if my from thanks hello';

const MARKS: Readonly<Record<Language, ReadonlySet<string>>> = {
  es: new Set(SPANISH.split(' ')),
  en: new Set(ENGLISH.split(' ')),
};
const ENOUGH_WORDS = 3;
const CLEARLY = 3;

/**
 * The language a text is clearly written in, or null where it is short, mixed or something else. Counts words that carry
 * grammar: at least three, and three times as many as of the other language. Code and addresses say nothing.
 */
export function languageOf(text: string): Language | null {
  const prose = text.replace(/```[\s\S]*?(```|$)|`[^`]*`|https?:\/\/\S+/gu, ' ').toLowerCase();
  // Letters and signs that English does not have weigh like a word.
  let spanish = /[ñ¿¡]/u.test(prose) ? 1 : 0;
  let english = 0;
  for (const word of prose.match(/\p{L}+/gu) ?? []) {
    if (MARKS.es.has(word)) spanish += 1;
    if (MARKS.en.has(word)) english += 1;
  }
  if (spanish >= ENOUGH_WORDS && spanish >= CLEARLY * english) return 'es';
  if (english >= ENOUGH_WORDS && english >= CLEARLY * spanish) return 'en';
  return null;
}
