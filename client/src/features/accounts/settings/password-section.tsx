import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { changePassword } from '../api/edit-account.js';
import css from '../form.module.css';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { settingsWords } from '../settings.words.js';
import { Section } from './section.js';

export function PasswordSection({ email }: { email: string | null }) {
  const t = useT(settingsWords);
  const { sentence } = useSentence();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({
      current: current ? undefined : t('password.missingCurrent'),
      password: next.length >= 10 ? undefined : t('password.missingNext'),
    }),
    async () => {
      await changePassword({ current, next });
      setCurrent('');
      setNext('');
      toast({ text: t('password.changed'), tone: 'good' });
    },
    sentence,
  );
  return (
    <Section title={t('password.title')}>
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        {/* Password managers want to know whose password changes. */}
        <input type="email" name="email" autoComplete="username" value={email ?? ''} readOnly hidden />
        <PasswordField
          label={t('password.current')}
          error={problems.current}
          name="current"
          autoComplete="current-password"
          maxLength={200}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordField
          label={t('password.next')}
          hint={t('password.nextHint')}
          error={problems.password}
          name="password"
          autoComplete="new-password"
          maxLength={200}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <FailureNote failure={failure} />
        <div className={css.actions}>
          <Button type="submit" busy={busy}>
            {t('password.change')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
