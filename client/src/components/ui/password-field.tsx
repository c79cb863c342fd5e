import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { Field } from './field.js';
import { BareIconButton } from './bare-icon-button.js';
import type { TextFieldProps } from './text-field.js';
import css from './field.module.css';

/** Give `autoComplete="new-password"` or `"current-password"`; pasting and password managers stay allowed. */
export function PasswordField({ label, hint, error, optional, className: _className, ...rest }: TextFieldProps) {
  const t = useT(commonWords);
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(wiring) => (
        <div className={css.inside}>
          <input
            autoCapitalize="none"
            spellCheck={false}
            className={css.control}
            {...rest}
            {...wiring}
            type={shown ? 'text' : 'password'}
          />
          <BareIconButton
            label={shown ? t('hidePassword') : t('showPassword')}
            icon={shown ? <IconEyeOff size={20} stroke={1.75} /> : <IconEye size={20} stroke={1.75} />}
            onClick={() => setShown(!shown)}
          />
        </div>
      )}
    </Field>
  );
}
