import type { ReactNode } from 'react';
import { fieldVisibility, type FieldVisibility } from '@contract/profiles.contract.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import fieldCss from '../../../components/ui/field.module.css';
import { useT } from '../../../lib/i18n/use-t.js';
import { profilesWords } from '../profiles.words.js';
import css from './edit.module.css';

interface SeeFieldProps {
  /** What it is about. */
  field: string;
  value: FieldVisibility;
  onChange: (value: FieldVisibility) => void;
  children: ReactNode;
}

/** A field of the profile with who sees it beside. */
export function SeeField({ field, value, onChange, children }: SeeFieldProps) {
  const t = useT(profilesWords);
  return (
    <div className={css.row}>
      {children}
      <label>
        <VisuallyHidden>{t('edit.whoSees', { field })}</VisuallyHidden>
        <select
          className={fieldCss.control}
          value={value}
          onChange={(event) => onChange(fieldVisibility.parse(event.currentTarget.value))}
        >
          {fieldVisibility.options.map((option) => (
            <option key={option} value={option}>
              {t(`edit.visibility.${option}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
