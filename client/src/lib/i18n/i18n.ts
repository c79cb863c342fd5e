import i18next from 'i18next';
import { whenOnline } from '../when-online.js';
import { commonResources } from './common.words.js';
import { isLanguage, keepLanguage, wishedLanguage } from './language.js';
import { dictionaryOf, type Dictionary, type Language } from './words.js';

export const i18n = i18next.createInstance();

/** The first language is ready when this returns: the common words are part of the first load. */
export function startI18n(): void {
  const language = wishedLanguage();
  document.documentElement.lang = language;
  void i18n.init({
    lng: language,
    // Every language has every key (the compiler sees to it), so nobody fetches two languages.
    fallbackLng: false,
    ns: ['common'],
    defaultNS: 'common',
    resources: { es: { common: commonResources.es }, en: { common: commonResources.en } },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
}

export function currentLanguage(): Language {
  return isLanguage(i18n.language) ? i18n.language : 'es';
}

const fetched = new Map<string, Promise<void>>();
/** React reads a promise marked like this at once, instead of suspending to find out that it is fulfilled. */
const fulfilled = (promise: Promise<void>): Promise<void> =>
  Object.assign(promise, { status: 'fulfilled', value: undefined });
const THERE = fulfilled(Promise.resolve());

/** The words of one feature in one language: the same promise every time, as React's `use` wants it. */
export function wordsReady(language: Language, namespace: string): Promise<void> {
  const key = `${language}/${namespace}`;
  const known = fetched.get(key);
  if (known) return known;
  if (i18n.hasResourceBundle(language, namespace)) return THERE;
  // Part of a page may want its words when the network has just gone: it waits for them, and the page stands.
  const loading: Promise<void> = whenOnline(dictionaryOf(namespace).load[language]).then(({ words }) => {
    i18n.addResourceBundle(language, namespace, words);
    void fulfilled(loading);
  });
  fetched.set(key, loading);
  return loading;
}

/** Whatever could not be fetched is asked for again; for the page that says so and offers to retry. */
export function forgetMissingWords(): void {
  for (const key of fetched.keys()) {
    const [language = '', namespace = ''] = key.split('/');
    if (!i18n.hasResourceBundle(language, namespace)) fetched.delete(key);
  }
}

/** Changes the language of the interface; words of the features seen so far are fetched first, so nothing blinks. */
export async function chooseLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  const seen = new Set([...fetched.keys()].map((key) => key.slice(key.indexOf('/') + 1)));
  await Promise.all([...seen].map((namespace) => wordsReady(language, namespace)));
  await i18n.changeLanguage(language);
}

/** For route loaders: fetch a feature's words side by side with its page. */
export async function loadWords(...dictionaries: Pick<Dictionary, 'namespace'>[]): Promise<void> {
  await Promise.all(dictionaries.map(({ namespace }) => wordsReady(currentLanguage(), namespace)));
}
