import { useId, type ReactNode } from 'react';
import css from './section.module.css';

export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={css.section}>
      <div>
        <h2 id={id}>{title}</h2>
        {lead ? <p className={css.lead}>{lead}</p> : null}
      </div>
      {children}
    </section>
  );
}
