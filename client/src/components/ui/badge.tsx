import type { ReactNode } from 'react';
import type { Hue } from '../../lib/theme/hues.js';
import { classes } from './classes.js';
import { VisuallyHidden } from './visually-hidden.js';
import css from './badge.module.css';

/** A quiet word about something: role, state, kind. Without a hue it is grey. */
export function Badge({
  hue,
  icon,
  strong,
  children,
}: {
  hue?: Hue;
  icon?: ReactNode;
  strong?: boolean;
  children: ReactNode;
}) {
  return (
    <span data-hue={hue} className={classes(css.badge, strong && css.strong)}>
      {icon}
      <span>{children}</span>
    </span>
  );
}

/** A number that waits for somebody; `label` says it in words ("3 sin leer"). Nothing is drawn for 0. */
export function CountBadge({
  count,
  label,
  hue = 'terracotta',
  max = 99,
}: {
  count: number;
  label: string;
  hue?: Hue;
  max?: number;
}) {
  if (count <= 0) return null;
  return (
    <span data-hue={hue} className={classes(css.badge, css.count)}>
      <span aria-hidden>{count > max ? `${max}+` : count}</span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}

interface ChipProps {
  pressed: boolean;
  onToggle: (pressed: boolean) => void;
  hue?: Hue;
  icon?: ReactNode;
  children: ReactNode;
}

/** A filter that is on or off. */
export function Chip({ pressed, onToggle, hue, icon, children }: ChipProps) {
  return (
    <button
      type="button"
      data-hue={hue}
      aria-pressed={pressed}
      className={classes(css.badge, css.chip)}
      onClick={() => onToggle(!pressed)}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}
