import { Link } from '@tanstack/react-router';
import { commonWords } from '../lib/i18n/common.words.js';
import { useT } from '../lib/i18n/use-t.js';
import { LanguageSwitch, ThemeSwitch } from './preferences.js';
import css from './site-footer.module.css';

/** Foot of every page outside the shell. */
export function SiteFooter() {
  const t = useT(commonWords);
  return (
    <footer className={css.footer}>
      <nav aria-label={t('footer.label')} className={css.links}>
        <Link to="/legal/$document" params={{ document: 'terms' }}>
          {t('footer.terms')}
        </Link>
        <Link to="/legal/$document" params={{ document: 'privacy' }}>
          {t('footer.privacy')}
        </Link>
      </nav>
      <div className={css.choices}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </footer>
  );
}
