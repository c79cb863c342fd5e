import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { RichText } from '../../../lib/i18n/rich-text.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { LEGAL_VERSION } from '../../legal/legal-version.js';
import { accountsWords } from '../accounts.words.js';
import { ProviderButtons } from '../identities/provider-buttons.js';
import { hubInfoQuery } from '../api/hub-info.js';
import { register } from '../api/register.js';
import { browserSettings } from '../browser-settings.js';
import css from '../form.module.css';
import { NO_PERSON, PersonFields, usePersonCheck } from '../person-fields.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { SetupOffer } from '../setup-offer.js';

// Drawn once more on its way out, this page is no longer where the router is.
const useRegisterSearch = () => useSearch({ from: '/register', shouldThrow: false }) ?? {};

/** Where the registration of this hub stands, then the form. */
export function RegisterPage() {
  const t = useT(accountsWords);
  const { invite, then } = useRegisterSearch();
  const hub = useQuery(hubInfoQuery());
  const closed = hub.data?.registration === 'closed';
  const refused = closed || (hub.data?.registration === 'invite' && !invite);
  if (refused) {
    return (
      <OutsideFrame
        title={t(closed ? 'register.closedTitle' : 'register.inviteTitle')}
        lead={t(closed ? 'register.closedText' : 'register.inviteText')}
      >
        <ButtonLink to="/sign-in">{t('setup.goSignIn')}</ButtonLink>
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame title={t('register.title')} lead={t('register.lead')} foot={<HaveAccount />}>
      <SetupOffer hub={hub.data} />
      {hub.isPending ? <Skeleton lines={6} /> : null}
      {hub.isError ? <ErrorState onRetry={() => void hub.refetch()} retrying={hub.isFetching} /> : null}
      {hub.data ? <RegisterForm invite={invite} minAge={hub.data.minAge} /> : null}
      <ProviderButtons hub={hub.data} then={then} invite={invite} />
    </OutsideFrame>
  );
}

function HaveAccount() {
  const { then, invite } = useRegisterSearch();
  // Whoever has an account already still has to accept the invitation.
  const onward = invite ? `/i/${invite}` : then;
  const go = <Link to="/sign-in" search={onward ? { then: onward } : {}} />;
  return <RichText of={accountsWords} k="register.have" parts={{ go }} />;
}

function RegisterForm({ invite, minAge }: { invite: string | undefined; minAge: number }) {
  const t = useT(accountsWords);
  const navigate = useNavigate();
  const { then } = useRegisterSearch();
  const { sentence } = useSentence();
  const [draft, setDraft] = useState(NO_PERSON);
  const check = usePersonCheck(sentence(new ApiError('accounts/too-young', { minAge })));
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => check(draft),
    async () => {
      const { name, email, password, ageBand } = draft;
      await register({
        name,
        email,
        password,
        ageBand: ageBand ?? 'under-16',
        acceptedTerms: LEGAL_VERSION,
        invite,
        ...browserSettings(),
      });
      // With an invitation the account is in its room already, and `then` leads there.
      await navigate({ to: then ?? '/home', replace: true });
    },
    sentence,
  );
  return (
    <form ref={form} noValidate className={css.form} onSubmit={submit}>
      <PersonFields draft={draft} problems={problems} change={(changes) => setDraft({ ...draft, ...changes })} />
      <FailureNote failure={failure} />
      <Button type="submit" variant="primary" size="l" wide busy={busy}>
        {t('register.submit')}
      </Button>
    </form>
  );
}
