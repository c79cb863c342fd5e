import { IconX } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { Field } from '../../../components/ui/field.js';
import { BareIconButton } from '../../../components/ui/bare-icon-button.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { profilesWords } from '../profiles.words.js';
import fieldCss from '../../../components/ui/field.module.css';
import css from './edit.module.css';

interface TagFieldProps {
  label: string;
  name: string;
  values: readonly string[];
  most: number;
  onChange: (values: string[]) => void;
}

/** Short words, one after another: Enter, a comma or leaving the field adds what was typed. */
export function TagField({ label, name, values, most, onChange }: TagFieldProps) {
  const t = useT(profilesWords);
  const [typed, setTyped] = useState('');
  const add = () => {
    const value = typed.trim().replace(/,+$/, '').trim();
    setTyped('');
    if (value && values.length < most && !values.some((one) => one.toLowerCase() === value.toLowerCase()))
      onChange([...values, value]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    if (event.key === 'Enter' && typed.trim() === '') return;
    event.preventDefault();
    add();
  };
  return (
    <div className={css.tagField}>
      <Field label={label} hint={t('edit.tagHint')} optional>
        {(wiring) => (
          <input
            type="text"
            className={fieldCss.control}
            name={name}
            value={typed}
            maxLength={40}
            disabled={values.length >= most}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
            {...wiring}
          />
        )}
      </Field>
      <Chosen values={values} nameOf={(value) => value} onChange={onChange} />
    </div>
  );
}

export function Chosen({
  values,
  nameOf,
  onChange,
}: {
  values: readonly string[];
  nameOf: (value: string) => string;
  onChange: (values: string[]) => void;
}) {
  const t = useT(profilesWords);
  if (values.length === 0) return null;
  return (
    <ul role="list" className={css.chosen}>
      {values.map((value) => (
        <li key={value} className={css.tag}>
          <span>{nameOf(value)}</span>
          <BareIconButton
            size="s"
            label={t('edit.remove', { value: nameOf(value) })}
            icon={<IconX size={14} />}
            onClick={() => onChange(values.filter((one) => one !== value))}
          />
        </li>
      ))}
    </ul>
  );
}
