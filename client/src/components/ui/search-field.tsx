import { IconSearch, IconX } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { classes } from './classes.js';
import { BareIconButton } from './bare-icon-button.js';
import css from './field.module.css';

export interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> {
  /** Accessible name; also the placeholder. */
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchField({ label, value, onChange, className, ...rest }: SearchFieldProps) {
  const t = useT(commonWords);
  return (
    <div role="search" className={classes(css.inside, css.search, className)}>
      <IconSearch className={css.glass} size={18} aria-hidden />
      <input
        type="search"
        className={css.control}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...rest}
      />
      {value ? (
        <BareIconButton label={t('clearSearch')} icon={<IconX size={18} />} onClick={() => onChange('')} />
      ) : null}
    </div>
  );
}
