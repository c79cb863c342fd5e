import type { ComponentProps } from 'react';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { classes } from './classes.js';
import { Field, type FieldProps } from './field.js';
import css from './field.module.css';

/** From this many characters before `maxLength` on, the rest is counted aloud. */
const WARN_AT = 50;

export interface TextAreaProps extends FieldProps, Omit<ComponentProps<'textarea'>, 'id'> {}

export function TextArea({ label, hint, error, optional, className, maxLength, value, ...rest }: TextAreaProps) {
  const t = useT(commonWords);
  const left = maxLength === undefined || typeof value !== 'string' ? Infinity : maxLength - value.length;
  const note = left <= WARN_AT ? t('charactersLeft', { count: left }) : hint;
  return (
    <Field label={label} hint={note} error={error} optional={optional}>
      {(wiring) => (
        <textarea
          className={classes(css.control, className)}
          maxLength={maxLength}
          value={value}
          {...rest}
          {...wiring}
        />
      )}
    </Field>
  );
}
