import { useId, type ComponentProps, type ReactNode } from 'react';
import { classes } from './classes.js';
import css from './toggle.module.css';

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'id'> {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
}

/** Words and box are one target. */
export function Checkbox({ label, hint, error, className, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <label className={classes(css.row, className)}>
      <input
        type="checkbox"
        className={css.box}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        {...rest}
      />
      <span className={css.words}>
        {label}
        {hint ? <span className={css.hint}>{hint}</span> : null}
        {error ? (
          <span id={`${id}-error`} className={css.error}>
            {error}
          </span>
        ) : null}
      </span>
    </label>
  );
}
