import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.js';
import css from './icon-button.module.css';

export interface BareIconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  /** What it does; the accessible name. */
  label: string;
  icon: ReactNode;
  size?: 's' | 'm';
  /** For toggles: on or off. */
  pressed?: boolean;
}

/** An icon button without a tooltip: where its meaning is plain, and on the light pages before the sign-in. */
export function BareIconButton({ label, icon, size = 'm', pressed, className, ...rest }: BareIconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      className={classes(css.button, size === 's' && css.s, className)}
      {...rest}
    >
      {icon}
    </button>
  );
}
