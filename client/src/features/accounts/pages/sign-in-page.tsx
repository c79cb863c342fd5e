import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Button } from '../../../components/ui/button.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { TextField } from '../../../components/ui/text-field.js';
import { ApiError, isErrorCode } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { RichText } from '../../../lib/i18n/rich-text.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { accountsWords } from '../accounts.words.js';
import { hubInfoQuery } from '../api/hub-info.js';
import { signIn } from '../api/sign-in.js';
import css from '../form.module.css';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { looksLikeEmail } from '../looks-like-email.js';
import { ProviderButtons } from '../identities/provider-buttons.js';
import { SetupOffer } from '../setup-offer.js';

export function SignInPage() {
  const t = useT(accountsWords);
  const navigate = useNavigate();
  // Drawn once more on its way out (the account's language comes with it), this page is no longer where the router is.
  const { then, why } = useSearch({ from: '/sign-in', shouldThrow: false }) ?? {};
  const hub = useQuery(hubInfoQuery());
  const { sentence } = useSentence();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({
      email: looksLikeEmail(email) ? undefined : t('missing.email'),
      password: password ? undefined : t('missing.presentedPassword'),
    }),
    async () => {
      await signIn({ email, password });
      await navigate({ to: then ?? '/home', replace: true });
    },
    sentence,
  );
  const register = <Link to="/register" search={then ? { then } : {}} />;
  return (
    <OutsideFrame
      title={t('signIn.title')}
      lead={t('signIn.lead')}
      foot={<RichText of={accountsWords} k="signIn.none" parts={{ go: register }} />}
    >
      <SetupOffer hub={hub.data} />
      {why === 'accounts/banned' ? <p className={css.offer}>{t('signIn.banned')}</p> : <EndedBecause code={why} />}
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <TextField
          label={t('fields.email')}
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
        <PasswordField
          label={t('fields.password')}
          error={problems.password}
          name="password"
          autoComplete="current-password"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <FailureNote failure={failure} />
        <Button type="submit" variant="primary" size="l" wide busy={busy}>
          {t('signIn.submit')}
        </Button>
        <Link to="/forgot-password">{t('signIn.forgot')}</Link>
      </form>
      <ProviderButtons hub={hub.data} then={then} />
    </OutsideFrame>
  );
}

function EndedBecause({ code }: { code: string | undefined }) {
  return isErrorCode(code) ? <FailureNote failure={new ApiError(code)} /> : null;
}
