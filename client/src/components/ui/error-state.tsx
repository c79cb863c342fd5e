import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { Button } from './button.js';
import { LaidTable } from './laid-table.js';
import { PageState, type PageStateProps } from './page-state.js';
import css from './page-state.module.css';

export interface ErrorStateProps extends Partial<PageStateProps> {
  onRetry?: () => void;
  retrying?: boolean;
  /** For whoever reports it; folded away. */
  details?: string;
}

/** What happened, what to do, and a way to try again. */
export function ErrorState({ title, text, actions, onRetry, retrying, details, ...rest }: ErrorStateProps) {
  const t = useT(commonWords);
  const retry = onRetry ? (
    <Button variant="primary" busy={retrying} onClick={onRetry}>
      {t('retry')}
    </Button>
  ) : null;
  return (
    <div role="alert">
      <PageState
        art={<LaidTable broken />}
        title={title === undefined ? t('problem.loadTitle') : title}
        text={text ?? t('problem.loadText')}
        actions={
          retry || actions ? (
            <>
              {retry}
              {actions}
            </>
          ) : null
        }
        {...rest}
      >
        {details ? (
          <details className={css.details}>
            <summary>{t('problem.details')}</summary>
            <pre>{details}</pre>
          </details>
        ) : null}
      </PageState>
    </div>
  );
}
