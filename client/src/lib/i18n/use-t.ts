import { use, useMemo, useSyncExternalStore } from 'react';
import { currentLanguage, i18n, wordsReady } from './i18n.js';
import type { Dictionary, KeyOf, Language } from './words.js';

export type Values = Readonly<Record<string, string | number>>;
export type Translate<W> = (key: KeyOf<W>, values?: Values) => string;

function subscribe(tell: () => void): () => void {
  i18n.on('languageChanged', tell);
  return () => i18n.off('languageChanged', tell);
}

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

/** `const t = useT(roomsWords); t('people', { count: 3 })`. Suspends until the words of the language are there. */
export function useT<W>({ namespace }: Dictionary<W>): Translate<W> {
  const language = useLanguage();
  // Called in every rendering: one that is replayed after the words came loses its place among the hooks otherwise.
  use(wordsReady(language, namespace));
  return useMemo(() => {
    const t: (key: string, values: Record<string, string | number>) => string = i18n.getFixedT(language, namespace);
    return (key: KeyOf<W>, values: Values = {}) => t(key, { ...values });
  }, [language, namespace]);
}
