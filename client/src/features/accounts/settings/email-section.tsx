import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { changeEmail, sendVerification } from '../api/email.js';
import css from '../form.module.css';
import { looksLikeEmail } from '../looks-like-email.js';
import { settingsWords } from '../settings.words.js';
import own from './section.module.css';
import { Section } from './section.js';

/** The address, whether it is confirmed, and how to change it. */
export function EmailSection({ me }: { me: OwnAccount }) {
  const t = useT(settingsWords);
  const [changing, setChanging] = useState(false);
  return (
    <Section title={t('email.title')}>
      <div className={own.row}>
        <span className={own.long}>{me.email}</span>
        <Badge hue={me.emailVerified ? 'olive' : 'saffron'}>
          {t(me.emailVerified ? 'email.verified' : 'email.unverified')}
        </Badge>
      </div>
      {me.emailVerified ? null : <SendAgain />}
      {changing ? (
        <ChangeEmail onDone={() => setChanging(false)} />
      ) : (
        <div className={css.actions}>
          <Button onClick={() => setChanging(true)}>{t('email.change')}</Button>
        </div>
      )}
    </Section>
  );
}

function SendAgain() {
  const t = useT(settingsWords);
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  async function send(): Promise<void> {
    if (await run(sendVerification)) toast({ text: t('email.sent'), tone: 'good' });
  }
  return (
    <>
      <p className={own.quiet}>{t('email.why')}</p>
      <div className={css.actions}>
        <Button variant="primary" busy={busy} onClick={() => void send()}>
          {t('email.send')}
        </Button>
      </div>
    </>
  );
}

function ChangeEmail({ onDone }: { onDone: () => void }) {
  const t = useT(settingsWords);
  const { sentence } = useSentence();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({
      email: looksLikeEmail(email) ? undefined : t('email.missing'),
      current: password ? undefined : t('password.missingCurrent'),
    }),
    async () => {
      await changeEmail({ email, password });
      toast({ text: t('email.changed'), tone: 'good' });
      onDone();
    },
    sentence,
  );
  return (
    <form ref={form} noValidate className={css.form} onSubmit={submit}>
      <TextField
        label={t('email.next')}
        hint={t('email.nextHint')}
        error={problems.email}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordField
        label={t('email.password')}
        error={problems.current}
        name="current"
        autoComplete="current-password"
        maxLength={200}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FailureNote failure={failure} />
      <div className={css.actions}>
        <Button type="submit" variant="primary" busy={busy}>
          {t('email.save')}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t('email.keep')}
        </Button>
      </div>
    </form>
  );
}
