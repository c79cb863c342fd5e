import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type FormEvent } from 'react';
import type { PersonCard } from '@contract/words.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { roomKeys } from '../api/room-keys.js';
import { roomsWords } from '../rooms.words.js';

export type Asked = { what: 'remove' | 'ban'; person: PersonCard } | { what: 'leave' };

/** What cannot be taken back with a click is asked first; a ban wants its reason. */
export function PersonDialog({ asked, roomId, onClose }: { asked: Asked | null; roomId: string; onClose: () => void }) {
  const t = useT(roomsWords);
  const common = useT(commonWords);
  const form = useId();
  const live = useLive();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { busy, failure, run, clear } = useErrand();

  const close = () => {
    setReason('');
    setMissing(false);
    clear();
    onClose();
  };

  async function doIt(what: Asked): Promise<void> {
    if (what.what === 'leave') {
      await live.ask('rooms:leave', { roomId });
      await navigate({ to: '/rooms' });
      return;
    }
    const { id: personId, name } = what.person;
    if (what.what === 'ban') await live.ask('rooms:ban', { roomId, personId, reason });
    else await live.ask('rooms:remove', { roomId, personId });
    toast({ text: t(what.what === 'ban' ? 'people.banned' : 'people.removed', { name }), tone: 'good' });
    await queries.invalidateQueries({ queryKey: roomKeys.members(roomId) });
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!asked) return;
    if (asked.what === 'ban' && !reason.trim()) return setMissing(true);
    await run(async () => {
      await doIt(asked);
      close();
    });
  }

  const what = asked?.what ?? 'remove';
  const name = asked && 'person' in asked ? asked.person.name : '';
  return (
    <Dialog
      open={asked !== null}
      onClose={close}
      title={t(`people.${what}Title`, { name })}
      actions={
        <>
          <Button onClick={close}>{common('cancel')}</Button>
          <Button type="submit" form={form} variant="danger" busy={busy}>
            {t(`people.${what}`)}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)}>
        <p>{t(`people.${what}Text`)}</p>
        {what === 'ban' ? (
          <TextField
            label={t('people.reason')}
            error={missing ? t('people.missingReason') : null}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
        ) : null}
        <FailureNote failure={failure} />
      </form>
    </Dialog>
  );
}
