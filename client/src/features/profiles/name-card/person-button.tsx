import type { ComponentProps } from 'react';
import type { PersonCard } from '@contract/words.js';
import { classes } from '../../../components/ui/classes.js';
import { showNameCard } from './shown.js';
import css from './person-button.module.css';

/** A face or a name that opens the person's card. */
export function PersonButton({ person, className, ...rest }: { person: PersonCard } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className={classes(css.person, className)}
      onClick={(event) => showNameCard(person, event.currentTarget)}
      {...rest}
    />
  );
}
