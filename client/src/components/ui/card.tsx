import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import type { Hue } from '../../lib/theme/hues.js';
import { classes } from './classes.js';
import css from './card.module.css';

interface CardLook {
  hue?: Hue;
  roomy?: boolean;
}

export function Card({ hue, roomy, className, ...rest }: CardLook & ComponentProps<'div'>) {
  return <div data-hue={hue} className={classes(css.card, roomy && css.roomy, className)} {...rest} />;
}

export function CardAnchor({ hue, roomy, className, children, ...rest }: CardLook & ComponentProps<'a'>) {
  return (
    <a data-hue={hue} className={classes(css.card, css.link, roomy && css.roomy, className)} {...rest}>
      {children}
    </a>
  );
}

/** A card that is one link as a whole. */
export const CardLink = createLink(CardAnchor);
