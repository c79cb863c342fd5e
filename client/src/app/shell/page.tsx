import type { ReactNode } from 'react';
import { classes } from '../../components/ui/classes.js';
import css from './page.module.css';

/** A page that scrolls as a whole: home, lists, settings. `narrow` for forms and reading. */
export function Page({ narrow, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className={css.scroll}>
      <div className={classes(css.column, narrow && css.narrow)}>{children}</div>
    </main>
  );
}
