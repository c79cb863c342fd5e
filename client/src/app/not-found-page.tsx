import { ButtonLink } from '../components/ui/button.js';
import { EmptyState } from '../components/ui/empty-state.js';
import { commonWords } from '../lib/i18n/common.words.js';
import { useT } from '../lib/i18n/use-t.js';
import { usePageTitle } from './page-title.js';
import css from './page.module.css';

export function NotFoundPage() {
  const t = useT(commonWords);
  usePageTitle(t('notFound.title'));
  return (
    <main id="content" tabIndex={-1} className={css.alone}>
      <EmptyState
        level={1}
        title={t('notFound.title')}
        text={t('notFound.text')}
        actions={
          <ButtonLink to="/" variant="primary">
            {t('goHome')}
          </ButtonLink>
        }
      />
    </main>
  );
}
