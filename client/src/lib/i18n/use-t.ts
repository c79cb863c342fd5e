import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { i18n } from './i18n.js';
import { isLanguage } from './language.js';
import type { Dictionary, KeyOf, Language } from './words.js';

/** The words of a feature could not be fetched: an error page with a way to retry, never raw keys. */
export class WordsNotLoaded extends Error {
  constructor(namespace: string) {
    super(`the words of "${namespace}" could not be loaded`);
    this.name = 'WordsNotLoaded';
  }
}

export type Values = Readonly<Record<string, string | number>>;
export type Translate<W> = (key: KeyOf<W>, values?: Values) => string;

/** `const t = useT(roomsWords); t('people', { count: 3 })`. Suspends until the words of the language are there. */
export function useT<W>(dictionary: Dictionary<W>): Translate<W> {
  const { t } = useTranslation(dictionary.namespace, { i18n });
  if (!i18n.hasResourceBundle(i18n.language, dictionary.namespace)) throw new WordsNotLoaded(dictionary.namespace);
  return useCallback((key: KeyOf<W>, values: Values = {}) => t(key as string, { ...values }), [t]);
}

export function useLanguage(): Language {
  const { i18n: instance } = useTranslation('common', { i18n });
  return isLanguage(instance.language) ? instance.language : 'es';
}
