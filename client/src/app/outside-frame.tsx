import type { ReactNode } from 'react';
import { SiteFooter } from './site-footer.js';
import { Wordmark } from './wordmark.js';
import { usePageTitle } from './page-title.js';
import css from './outside-frame.module.css';

interface OutsideFrameProps {
  title: string;
  lead?: ReactNode;
  /** Above the title: the room one is invited to … */
  above?: ReactNode;
  /** Below the form: "Already have an account? …" */
  foot?: ReactNode;
  children: ReactNode;
}

/** Frame of the pages with one form before the app: register, sign in, invitation, set-up. */
export function OutsideFrame({ title, lead, above, foot, children }: OutsideFrameProps) {
  usePageTitle(title);
  return (
    <div className="first-frame">
      <header className="first-head">
        <Wordmark />
      </header>
      <main id="content" tabIndex={-1} className="first-form">
        {above}
        <div>
          <h1>{title}</h1>
          {lead ? <p className="first-lead">{lead}</p> : null}
        </div>
        {children}
        {foot ? <div className={css.foot}>{foot}</div> : null}
      </main>
      <SiteFooter />
    </div>
  );
}
