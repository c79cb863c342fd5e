import type { ComponentProps } from 'react';
import { classes } from './classes.js';
import { Field, type FieldProps } from './field.js';
import css from './field.module.css';

export interface TextFieldProps extends FieldProps, Omit<ComponentProps<'input'>, 'id'> {}

export function TextField({ label, hint, error, optional, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(wiring) => <input type="text" className={classes(css.control, className)} {...rest} {...wiring} />}
    </Field>
  );
}
