import { useMemo } from 'react';
import { useLanguage } from '../../../lib/i18n/use-t.js';

/** Languages and countries by their codes, as the reader's browser calls them; an unknown code stays as it is. */
export function useNames(): { language: (code: string) => string; country: (code: string) => string } {
  const reader = useLanguage();
  return useMemo(() => {
    const languages = new Intl.DisplayNames(reader, { type: 'language', fallback: 'code' });
    const countries = new Intl.DisplayNames(reader, { type: 'region', fallback: 'code' });
    return { language: (code) => languages.of(code) ?? code, country: (code) => countries.of(code) ?? code };
  }, [reader]);
}
