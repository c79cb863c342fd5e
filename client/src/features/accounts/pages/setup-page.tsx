import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { TextField } from '../../../components/ui/text-field.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { LEGAL_VERSION } from '../../legal/legal-version.js';
import { accountsWords } from '../accounts.words.js';
import { hubInfoQuery } from '../api/hub-info.js';
import { setUp } from '../api/set-up.js';
import { browserSettings } from '../browser-settings.js';
import css from '../form.module.css';
import { NO_PERSON, PersonFields, usePersonCheck } from '../person-fields.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';

/** The first visit to a new hub: makes the account that runs it. */
export function SetupPage() {
  const t = useT(accountsWords);
  const hub = useQuery(hubInfoQuery());
  if (hub.data && !hub.data.needsAdmin) {
    return (
      <OutsideFrame title={t('setup.doneTitle')} lead={t('setup.doneText')}>
        <ButtonLink to="/sign-in" variant="primary">
          {t('setup.goSignIn')}
        </ButtonLink>
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame title={t('setup.title')} lead={t('setup.lead')}>
      <SetupForm minAge={hub.data?.minAge ?? 16} />
    </OutsideFrame>
  );
}

function SetupForm({ minAge }: { minAge: number }) {
  const t = useT(accountsWords);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { sentence } = useSentence();
  const [code, setCode] = useState('');
  const [draft, setDraft] = useState(NO_PERSON);
  const check = usePersonCheck(sentence(new ApiError('accounts/too-young', { minAge })));
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ code: code.trim() ? undefined : t('missing.code'), ...check(draft) }),
    async () => {
      const { name, email, password, ageBand } = draft;
      const age = { ageBand: ageBand ?? ('under-16' as const), acceptedTerms: LEGAL_VERSION };
      await setUp({ code: code.trim(), name, email, password, ...age, ...browserSettings() });
      await queries.invalidateQueries(hubInfoQuery());
      await navigate({ to: '/home', replace: true });
    },
    sentence,
  );
  return (
    <form ref={form} noValidate className={css.form} onSubmit={submit}>
      <TextField
        label={t('fields.code')}
        hint={t('fields.codeHint')}
        error={problems.code}
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={64}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <PersonFields draft={draft} problems={problems} change={(changes) => setDraft({ ...draft, ...changes })} />
      <FailureNote failure={failure} />
      <Button type="submit" variant="primary" size="l" wide busy={busy}>
        {t('setup.submit')}
      </Button>
    </form>
  );
}
