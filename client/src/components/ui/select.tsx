import { IconSelector } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { classes } from './classes.js';
import { Field, type FieldProps } from './field.js';
import css from './field.module.css';

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  disabled?: boolean;
}

export interface SelectProps<V extends string>
  extends FieldProps, Omit<ComponentProps<'select'>, 'id' | 'value' | 'onChange' | 'children'> {
  options: readonly SelectOption<V>[];
  value: V;
  onChange: (value: V) => void;
}

/** The system's own list: best with a thumb, with a keyboard and with a screen reader. */
export function Select<V extends string>({
  label,
  hint,
  error,
  optional,
  options,
  value,
  onChange,
  className,
  ...rest
}: SelectProps<V>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(wiring) => (
        <div className={css.inside}>
          <select
            className={classes(css.control, css.select, className)}
            value={value}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.currentTarget.value);
              if (chosen) onChange(chosen.value);
            }}
            {...rest}
            {...wiring}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <IconSelector className={css.chevron} size={18} aria-hidden />
        </div>
      )}
    </Field>
  );
}
