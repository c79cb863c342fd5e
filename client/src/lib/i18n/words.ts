export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Words {
  readonly [key: string]: string | Words;
}

/** What every translation must be: the keys of the Spanish dictionary, no more and no fewer. */
export type SameKeys<W> = { readonly [K in keyof W]: W[K] extends string ? string : SameKeys<W[K]> };

type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type WithoutForm<K extends string> = K extends `${infer Base}_${Form}` ? Base : K;

/** `a.b` paths of a dictionary; `people_one` and `people_other` are asked for as `people`. */
export type KeyOf<W> = {
  [K in keyof W & string]: W[K] extends string ? WithoutForm<K> : `${K}.${KeyOf<W[K]>}`;
}[keyof W & string];

export interface Dictionary<W = Words> {
  readonly namespace: string;
  readonly load: Readonly<Record<Language, () => Promise<{ words: SameKeys<W> }>>>;
}

const dictionaries = new Map<string, Dictionary>();

/** Each feature declares its dictionary once; a language is fetched when a page that uses it is shown. */
export function defineWords<const W extends Words>(
  namespace: string,
  load: { es: () => Promise<{ words: W }>; en: () => Promise<{ words: SameKeys<W> }> },
): Dictionary<W> {
  const dictionary: Dictionary<W> = { namespace, load: { es: () => load.es().then(asTranslation<W>), en: load.en } };
  dictionaries.set(namespace, dictionary);
  return dictionary;
}

function asTranslation<W>(module: { words: W }): { words: SameKeys<W> } {
  return { words: module.words as SameKeys<W> };
}

export function dictionaryOf(namespace: string): Dictionary {
  const dictionary = dictionaries.get(namespace);
  if (!dictionary) throw new Error(`no dictionary "${namespace}" was defined`);
  return dictionary;
}
