import i18next, { type BackendModule, type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { commonResources } from './common.words.js';
import { isLanguage, keepLanguage, wishedLanguage } from './language.js';
import { dictionaryOf, type Dictionary, type Language } from './words.js';

const dictionaryFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read(language: string, namespace: string, done: ReadCallback) {
    const load = dictionaryOf(namespace).load[isLanguage(language) ? language : 'es'];
    load().then(
      ({ words }) => done(null, words),
      // `true`: try again a few times, further and further apart, before the page is told.
      (failure: unknown) => done(failure instanceof Error ? failure : new Error(String(failure)), true),
    );
  },
};

export const i18n = i18next.createInstance();

/** The first language is ready when this returns: the common words are part of the first load. */
export function startI18n(): void {
  const language = wishedLanguage();
  document.documentElement.lang = language;
  void i18n
    .use(dictionaryFiles)
    .use(initReactI18next)
    .init({
      lng: language,
      // Every language has every key (the compiler sees to it), so nobody fetches two languages.
      fallbackLng: false,
      supportedLngs: ['es', 'en'],
      ns: ['common'],
      defaultNS: 'common',
      resources: { es: { common: commonResources.es }, en: { common: commonResources.en } },
      partialBundledLanguages: true,
      initAsync: false,
      interpolation: { escapeValue: false },
    });
}

export function currentLanguage(): Language {
  return isLanguage(i18n.language) ? i18n.language : 'es';
}

/** Changes the language of the interface at once; words of the pages in view are fetched first, so nothing blinks. */
export async function chooseLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  await i18n.changeLanguage(language);
}

/** For route loaders: fetch a feature's words side by side with its page. */
export async function loadWords(...dictionaries: Pick<Dictionary, 'namespace'>[]): Promise<void> {
  await i18n.loadNamespaces(dictionaries.map(({ namespace }) => namespace));
}
