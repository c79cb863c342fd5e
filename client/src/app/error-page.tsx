import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Button } from '../components/ui/button.js';
import { ErrorState } from '../components/ui/error-state.js';
import { commonWords } from '../lib/i18n/common.words.js';
import { forgetMissingWords } from '../lib/i18n/i18n.js';
import { useT } from '../lib/i18n/use-t.js';
import css from './page.module.css';

/** The error boundary of every route. Drafts and the outbox are on the device, so reloading loses nothing. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const t = useT(commonWords);
  const router = useRouter();
  return (
    <main id="content" tabIndex={-1} className={css.alone}>
      <ErrorState
        level={1}
        title={t('problem.title')}
        text={t('problem.text')}
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
