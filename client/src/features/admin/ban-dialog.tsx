import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '../../components/ui/button.js';
import { Dialog } from '../../components/ui/dialog.js';
import { TextField } from '../../components/ui/text-field.js';
import { toast } from '../../components/ui/toasts.js';
import { FailureNote } from '../../lib/api/failure-note.js';
import { useErrand } from '../../lib/api/use-errand.js';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { adminWords } from './admin.words.js';
import { banPerson, peopleKey, type AdminPerson } from './api/people.js';

/** A suspension always has a reason, which its owner reads. */
export function BanDialog({ person, onClose }: { person: AdminPerson | null; onClose: () => void }) {
  const t = useT(adminWords);
  const common = useT(commonWords);
  const form = useId();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { busy, failure, run, clear } = useErrand();
  const name = person?.name ?? '';

  const close = () => {
    setReason('');
    setMissing(false);
    clear();
    onClose();
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!person) return;
    if (!reason.trim()) return setMissing(true);
    await run(async () => {
      await banPerson(person.id, reason);
      toast({ text: t('done', { name }), tone: 'good' });
      await queries.invalidateQueries({ queryKey: peopleKey });
      close();
    });
  }

  return (
    <Dialog
      open={person !== null}
      onClose={close}
      title={t('banTitle', { name })}
      actions={
        <>
          <Button onClick={close}>{common('cancel')}</Button>
          <Button type="submit" form={form} variant="danger" busy={busy}>
            {t('ban')}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)}>
        <p>{t('banText')}</p>
        <TextField
          label={t('reason')}
          error={missing ? t('missingReason') : null}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <FailureNote failure={failure} />
      </form>
    </Dialog>
  );
}
