import { useId, type ReactNode } from 'react';
import { classes } from './classes.js';
import { VisuallyHidden } from './visually-hidden.js';
import css from './segmented-control.module.css';

export interface Segment<V extends string> {
  value: V;
  label: string;
  icon?: ReactNode;
  lang?: string;
}

interface SegmentedControlProps<V extends string> {
  /** Accessible name of the group. */
  label: string;
  options: readonly Segment<V>[];
  value: V;
  onChange: (value: V) => void;
  /** Show icons only; the labels stay as accessible names. */
  iconsOnly?: boolean;
  className?: string;
}

/** One of a few, all in sight: radio buttons underneath, so arrow keys work as everywhere. */
export function SegmentedControl<V extends string>({
  label,
  options,
  value,
  onChange,
  iconsOnly,
  className,
}: SegmentedControlProps<V>) {
  const name = useId();
  return (
    <fieldset className={classes(css.group, className)} aria-label={label}>
      {options.map((option) => (
        <label
          key={option.value}
          className={css.option}
          lang={option.lang}
          title={iconsOnly ? option.label : undefined}
        >
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          {option.icon}
          {iconsOnly ? <VisuallyHidden>{option.label}</VisuallyHidden> : option.label}
        </label>
      ))}
    </fieldset>
  );
}
