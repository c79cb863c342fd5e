import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.js';
import css from './toggle.module.css';

export interface SwitchProps extends Omit<ComponentProps<'input'>, 'type' | 'role'> {
  label: ReactNode;
  hint?: ReactNode;
}

/** For what takes effect at once; what waits for a "save" is a Checkbox. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  return (
    <label className={classes(css.row, className)}>
      <input type="checkbox" role="switch" className={css.switch} {...rest} />
      <span className={css.words}>
        {label}
        {hint ? <span className={css.hint}>{hint}</span> : null}
      </span>
    </label>
  );
}
