import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ElsewhereOutcome } from '@contract/identities.contract.js';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { Button } from '../../../components/ui/button.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { RichText } from '../../../lib/i18n/rich-text.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { LEGAL_VERSION } from '../../legal/legal-version.js';
import { hubInfoQuery } from '../api/hub-info.js';
import { browserSettings } from '../browser-settings.js';
import css from '../form.module.css';
import { NO_PERSON, PersonFields, usePersonCheck } from '../person-fields.js';
import { registerElsewhere } from './api.js';
import { identitiesWords } from './identities.words.js';

type Newcomer = Extract<ElsewhereOutcome, { outcome: 'new' }>;

/** The first visit: name, age and terms, before anything is kept. */
export function NewcomerForm({ known }: { known: Newcomer }) {
  const t = useT(identitiesWords);
  const navigate = useNavigate();
  const hub = useQuery(hubInfoQuery());
  const { sentence } = useSentence();
  const { provider, then } = known;
  const [draft, setDraft] = useState({ ...NO_PERSON, name: known.name, email: known.email });
  const check = usePersonCheck(sentence(new ApiError('accounts/too-young', { minAge: hub.data?.minAge ?? 16 })));
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => check(draft, { password: false }),
    async () => {
      const { name, email, ageBand } = draft;
      const said = { name, email, ageBand: ageBand ?? 'under-16', acceptedTerms: LEGAL_VERSION } as const;
      await registerElsewhere({ ...said, ...browserSettings() });
      await navigate({ to: then ?? '/home', replace: true });
    },
    sentence,
  );
  const signIn = <Link to="/sign-in" search={{ then: '/settings' }} />;
  return (
    <OutsideFrame
      title={t('new.title')}
      lead={t('new.lead', { provider })}
      foot={<RichText of={identitiesWords} k="new.have" values={{ provider }} parts={{ go: signIn }} />}
    >
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <PersonFields
          draft={draft}
          problems={problems}
          password={false}
          change={(changes) => setDraft({ ...draft, ...changes })}
        />
        <FailureNote failure={failure} />
        <Button type="submit" variant="primary" size="l" wide busy={busy}>
          {t('new.submit')}
        </Button>
      </form>
    </OutsideFrame>
  );
}
