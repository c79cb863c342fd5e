import { useId, type ReactNode } from 'react';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import css from './field.module.css';

export interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong and how to put it right; shown under the field and read with it. */
  error?: string | null;
  /** Says "optional" beside the label; fields are required unless they say so. */
  optional?: boolean;
}

export interface FieldWiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Label, hint and error around one control, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { children: (wiring: FieldWiring) => ReactNode }) {
  const id = useId();
  const t = useT(commonWords);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label} {optional ? <span className={css.note}>({t('optional')})</span> : null}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {hint ? (
        <div id={`${id}-hint`} className={css.note}>
          {hint}
        </div>
      ) : null}
      <div id={`${id}-error`} aria-live="polite">
        {error ? <p className={css.error}>{error}</p> : null}
      </div>
    </div>
  );
}
