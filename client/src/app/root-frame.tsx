import { Outlet, useRouterState } from '@tanstack/react-router';
import { commonWords } from '../lib/i18n/common.words.js';
import { useT } from '../lib/i18n/use-t.js';
import { useFocusOnArrival } from './use-focus-on-arrival.js';
import css from './root-frame.module.css';

/** Around every page: the way to skip to it, and focus that follows when one goes to another page. */
export function RootFrame() {
  const t = useT(commonWords);
  useFocusOnArrival(useRouterState({ select: ({ location }) => location.pathname }));
  return (
    <>
      <a className={css.skip} href="#content">
        {t('shell.skip')}
      </a>
      <Outlet />
    </>
  );
}
