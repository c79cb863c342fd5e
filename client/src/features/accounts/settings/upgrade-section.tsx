import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { toast } from '../../../components/ui/toasts.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { LEGAL_VERSION } from '../../legal/legal-version.js';
import { hubInfoQuery } from '../api/hub-info.js';
import { becomePerson } from '../api/register.js';
import css from '../form.module.css';
import { NO_PERSON, PersonFields, usePersonCheck } from '../person-fields.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { settingsWords } from '../settings.words.js';
import { Section } from './section.js';

/** A guest becomes a person and keeps everything. */
export function UpgradeSection() {
  const t = useT(settingsWords);
  const hub = useQuery(hubInfoQuery());
  const { sentence } = useSentence();
  const [draft, setDraft] = useState(NO_PERSON);
  const check = usePersonCheck(sentence(new ApiError('accounts/too-young', { minAge: hub.data?.minAge ?? 16 })));
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => check(draft, { named: false }),
    async () => {
      const { email, password, ageBand } = draft;
      await becomePerson({ email, password, ageBand: ageBand ?? 'under-16', acceptedTerms: LEGAL_VERSION });
      toast({ text: t('upgrade.done'), tone: 'good' });
    },
    sentence,
  );
  return (
    <Section title={t('upgrade.title')} lead={t('upgrade.text')}>
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <PersonFields
          draft={draft}
          problems={problems}
          named={false}
          change={(changes) => setDraft({ ...draft, ...changes })}
        />
        <FailureNote failure={failure} />
        <div className={css.actions}>
          <Button type="submit" variant="primary" busy={busy}>
            {t('upgrade.submit')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
