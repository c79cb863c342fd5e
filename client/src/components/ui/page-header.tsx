import type { ReactNode } from 'react';
import css from './page-header.module.css';

export interface PageHeaderProps {
  title: ReactNode;
  lead?: ReactNode;
  /** A line above the title: where one is, a way back. */
  above?: ReactNode;
  actions?: ReactNode;
}

/** The one `h1` of a page. */
export function PageHeader({ title, lead, above, actions }: PageHeaderProps) {
  return (
    <header className={css.header}>
      <div className={css.words}>
        {above ? <div className={css.above}>{above}</div> : null}
        <h1>{title}</h1>
        {lead ? <p className={css.lead}>{lead}</p> : null}
      </div>
      {actions ? <div className={css.actions}>{actions}</div> : null}
    </header>
  );
}
