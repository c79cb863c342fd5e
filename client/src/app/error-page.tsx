import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Button } from '../components/ui/button.js';
import { ErrorState } from '../components/ui/error-state.js';
import { commonWords } from '../lib/i18n/common.words.js';
import { forgetMissingWords } from '../lib/i18n/i18n.js';
import { useLanguage, useT } from '../lib/i18n/use-t.js';
import type { Language } from '../lib/i18n/words.js';
import css from './page.module.css';

/** The error boundary of every route. Drafts and the outbox are on the device, so reloading loses nothing. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const t = useT(commonWords);
  const router = useRouter();
  const language = useLanguage();
  const known = speaks(error) ? error : null;
  return (
    <main id="content" tabIndex={-1} className={css.alone}>
      <ErrorState
        level={1}
        title={t(known ? 'problem.loadTitle' : 'problem.title')}
        text={known ? known.sentence(language) : t('problem.text')}
        details={error instanceof Error ? error.message : String(error)}
        onRetry={() => {
          forgetMissingWords();
          reset();
          void router.invalidate();
        }}
        actions={<Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
      />
    </main>
  );
}

/** A failure of the hub's says itself what happened. Known by its form: its class would bring all sentences into the first load. */
const speaks = (error: unknown): error is { sentence: (language: Language) => string } =>
  typeof error === 'object' && error !== null && 'sentence' in error && typeof error.sentence === 'function';
