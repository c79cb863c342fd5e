import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ElsewhereOutcome } from '@contract/identities.contract.js';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Button } from '../../../components/ui/button.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import css from '../form.module.css';
import { joinElsewhere } from './api.js';
import { identitiesWords } from './identities.words.js';

type Known = Extract<ElsewhereOutcome, { outcome: 'known' }>;

/** An account of here has the same confirmed address: its password makes the two one. */
export function KnownForm({ known: { email, provider, then } }: { known: Known }) {
  const t = useT(identitiesWords);
  const navigate = useNavigate();
  const { sentence } = useSentence();
  const [password, setPassword] = useState('');
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ password: password ? undefined : t('known.missing') }),
    async () => {
      await joinElsewhere({ password });
      await navigate({ to: then ?? '/home', replace: true });
    },
    sentence,
  );
  return (
    <OutsideFrame title={t('known.title')} lead={t('known.lead', { email, provider })}>
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('known.password')}
          error={problems.password}
          name="password"
          autoComplete="current-password"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <FailureNote failure={failure} />
        <Button type="submit" variant="primary" size="l" wide busy={busy}>
          {t('known.submit')}
        </Button>
        <Link to="/forgot-password">{t('known.forgot')}</Link>
      </form>
    </OutsideFrame>
  );
}
