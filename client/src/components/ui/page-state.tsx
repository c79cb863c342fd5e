import type { ReactNode } from 'react';
import type { Hue } from '../../lib/theme/hues.js';
import css from './page-state.module.css';

export interface PageStateProps {
  /** Null where the page's own heading says it. */
  title: string | null;
  text?: ReactNode;
  actions?: ReactNode;
  /** Drawing or glyph above the title, decorative. */
  art?: ReactNode;
  hue?: Hue;
  /** Heading level; 1 where the state is the whole page. */
  level?: 1 | 2 | 3;
  children?: ReactNode;
}

/** The quiet middle of a page that has nothing else to show: what it is, why, and the next step. */
export function PageState({ title, text, actions, art, hue, level = 2, children }: PageStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={css.state} data-hue={hue}>
      {art ? (
        <div className={css.art} aria-hidden>
          {art}
        </div>
      ) : null}
      {title === null ? null : <Heading className={css.title}>{title}</Heading>}
      {text ? <p className={css.text}>{text}</p> : null}
      {actions ? <div className={css.actions}>{actions}</div> : null}
      {children}
    </div>
  );
}
