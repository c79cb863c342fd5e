import { useMemo } from 'react';
import { toast } from '../../components/ui/toasts.js';
import { useLanguage } from '../i18n/use-t.js';
import { asApiError } from './api-error.js';

/** `sentence(failure)` in the page's language; `fail(failure)` says it in a toast, for what has no place of its own. */
export function useSentence(): { sentence: (failure: unknown) => string; fail: (failure: unknown) => void } {
  const language = useLanguage();
  return useMemo(() => {
    const sentence = (failure: unknown) => asApiError(failure).sentence(language);
    return { sentence, fail: (failure: unknown) => void toast({ text: sentence(failure), tone: 'bad' }) };
  }, [language]);
}
