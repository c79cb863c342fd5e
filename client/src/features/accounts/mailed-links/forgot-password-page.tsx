import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Button } from '../../../components/ui/button.js';
import { TextField } from '../../../components/ui/text-field.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import css from '../form.module.css';
import { looksLikeEmail } from '../looks-like-email.js';
import { askReset } from './api.js';
import { mailedLinksWords } from './mailed-links.words.js';

export function ForgotPasswordPage() {
  const t = useT(mailedLinksWords);
  const { sentence } = useSentence();
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ email: looksLikeEmail(email) ? undefined : t('missingEmail') }),
    async () => {
      await askReset(email);
      setSentTo(email.trim());
    },
    sentence,
  );
  const back = <Link to="/sign-in">{t('toSignIn')}</Link>;
  if (sentTo !== null) {
    return (
      <OutsideFrame key="sent" title={t('forgot.sentTitle')} lead={t('forgot.sentText', { email: sentTo })} foot={back}>
        <p>{t('forgot.sentHint')}</p>
        <div className={css.actions}>
          <Button onClick={() => setSentTo(null)}>{t('forgot.other')}</Button>
        </div>
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame key="ask" title={t('forgot.title')} lead={t('forgot.lead')} foot={back}>
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <TextField
          label={t('email')}
          error={problems.email}
          name="email"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <FailureNote failure={failure} />
        <Button type="submit" variant="primary" size="l" wide busy={busy}>
          {t('forgot.submit')}
        </Button>
      </form>
    </OutsideFrame>
  );
}
