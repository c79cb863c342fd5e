import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Button } from '../../../components/ui/button.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { requestMentor } from '../api/request-mentor.js';
import css from '../form.module.css';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { settingsWords } from '../settings.words.js';
import { Section } from './section.js';

export function MentorSection({ me }: { me: OwnAccount }) {
  const t = useT(settingsWords);
  const { sentence } = useSentence();
  const [why, setWhy] = useState('');
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ why: why.trim() ? undefined : t('mentor.missing') }),
    async () => {
      await requestMentor(why);
      toast({ text: t('mentor.asked'), tone: 'good' });
    },
    sentence,
  );
  if (me.mentor !== 'none') {
    return (
      <Section title={t('mentor.title')}>
        <p>{t(`mentor.${me.mentor}`)}</p>
      </Section>
    );
  }
  return (
    <Section title={t('mentor.title')} lead={t('mentor.text')}>
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <TextArea
          label={t('mentor.why')}
          hint={t('mentor.whyHint')}
          error={problems.why}
          name="why"
          rows={3}
          maxLength={500}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <FailureNote failure={failure} />
        <div className={css.actions}>
          <Button type="submit" busy={busy}>
            {t('mentor.ask')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
