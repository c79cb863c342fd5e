import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Button } from '../../../components/ui/button.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { editAccount } from '../api/edit-account.js';
import css from '../form.module.css';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { settingsWords } from '../settings.words.js';
import { PhotoChoice } from './photo-choice.js';
import { Section } from './section.js';

export function ProfileSection({ me }: { me: OwnAccount }) {
  const t = useT(settingsWords);
  const { sentence } = useSentence();
  const [name, setName] = useState(me.name);
  const [about, setAbout] = useState(me.about);
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ name: name.trim() ? undefined : t('profile.missingName') }),
    async () => {
      const before = { name: me.name, about: me.about };
      await editAccount({ name, about });
      toast({ text: t('saved'), tone: 'good', undo: () => void editAccount(before) });
    },
    sentence,
  );
  return (
    <Section title={t('profile.title')}>
      <PhotoChoice me={me} />
      <form ref={form} noValidate className={css.form} onSubmit={submit}>
        <TextField
          label={t('profile.name')}
          error={problems.name}
          name="name"
          autoComplete="name"
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextArea
          label={t('profile.about')}
          hint={t('profile.aboutHint')}
          error={problems.about}
          name="about"
          optional
          rows={3}
          maxLength={300}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
        />
        <FailureNote failure={failure} />
        <div className={css.actions}>
          <Button type="submit" variant="primary" busy={busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
