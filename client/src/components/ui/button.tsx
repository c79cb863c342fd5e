import { createLink } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import type { Hue } from '../../lib/theme/hues.js';
import { classes } from './classes.js';
import css from './button.module.css';

interface Look {
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 's' | 'm' | 'l';
  hue?: Hue;
  icon?: ReactNode;
  /** Takes the whole width of its place. */
  wide?: boolean;
}

const look = ({ variant = 'secondary', size = 'm', wide }: Look, own?: string): string =>
  classes(css.button, css[variant], size !== 'm' && css[size], wide && css.wide, own);

export interface ButtonProps extends Look, ComponentProps<'button'> {
  /** Work is under way: the button stays where it is, says so, and refuses a second press. */
  busy?: boolean;
}

export function Button({ variant, size, hue, icon, wide, busy, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      data-hue={hue}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={look({ variant, size, wide }, className)}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <span className={css.wheel} aria-hidden /> : icon}
      {children}
    </button>
  );
}

export interface ButtonAnchorProps extends Look, ComponentProps<'a'> {}

export function ButtonAnchor({ variant, size, hue, icon, wide, className, children, ...rest }: ButtonAnchorProps) {
  return (
    <a data-hue={hue} className={look({ variant, size, wide }, className)} {...rest}>
      {icon}
      {children}
    </a>
  );
}

/** A button's look for going somewhere inside the app: `<ButtonLink to="/rooms/new">…</ButtonLink>`. */
export const ButtonLink = createLink(ButtonAnchor);
