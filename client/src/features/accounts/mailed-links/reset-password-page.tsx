import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { PasswordField } from '../../../components/ui/password-field.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import css from '../form.module.css';
import { checkReset, resetPassword } from './api.js';
import { LinkState } from './link-state.js';
import { isLinkToken, useLinkToken } from './link-token.js';
import { mailedLinksWords } from './mailed-links.words.js';

/** The link is looked at first: nobody thinks of a password for nothing. */
export function ResetPasswordPage() {
  const t = useT(mailedLinksWords);
  const token = useLinkToken();
  const known = isLinkToken(token);
  const checked = useQuery({
    queryKey: ['password-reset', token],
    queryFn: async () => {
      await checkReset(token);
      return true;
    },
    enabled: known,
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (!checked.data) {
    return (
      <LinkState
        checking={t('reset.checking')}
        failure={known ? (checked.isFetching ? null : checked.error) : new ApiError('accounts/link-expired')}
        onRetry={() => void checked.refetch()}
        another={<ButtonLink to="/forgot-password">{t('expired.askReset')}</ButtonLink>}
      />
    );
  }
  return <NewPassword token={token} />;
}

function NewPassword({ token }: { token: string }) {
  const t = useT(mailedLinksWords);
  const { sentence } = useSentence();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ password: password.length >= 10 ? undefined : t('reset.missing') }),
    async () => {
      await resetPassword(token, password);
      setDone(true);
    },
    sentence,
  );
  if (done) {
    return (
      <OutsideFrame key="done" title={t('reset.doneTitle')} lead={t('reset.doneText')}>
        <ButtonLink to="/sign-in" variant="primary" size="l" wide>
          {t('toSignIn')}
        </ButtonLink>
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame title={t('reset.title')} lead={t('reset.lead')}>
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <PasswordField
          label={t('reset.next')}
          hint={t('reset.hint')}
          error={problems.password}
          name="password"
          autoComplete="new-password"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <FailureNote failure={failure} />
        <Button type="submit" variant="primary" size="l" wide busy={busy}>
          {t('reset.submit')}
        </Button>
      </form>
    </OutsideFrame>
  );
}
