import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { createInvite, inviteLink } from '../api/invites.js';
import { roomKeys } from '../api/room-keys.js';
import { copyText } from '../people/copy-text.js';
import { roomWords } from './room.words.js';
import css from './invite-dialog.module.css';

/** A link in two presses: made for a week, copied at once. */
export function InviteDialog({ roomId, onClose }: { roomId: string; onClose: () => void }) {
  const t = useT(roomWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  const [guests, setGuests] = useState(true);
  const [link, setLink] = useState<string | null>(null);
  const { busy, run } = useErrand(fail);

  const copy = async (address: string) => {
    const copied = await copyText(address);
    toast(copied ? { text: t('inviteCopied'), tone: 'good' } : { text: t('inviteCopyFailed'), tone: 'bad' });
  };
  const make = () =>
    run(async () => {
      const { code } = await createInvite(roomId, { guests });
      setLink(inviteLink(code));
      await queries.invalidateQueries({ queryKey: roomKeys.invites(roomId) });
      await copy(inviteLink(code));
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inviteTitle')}
      actions={
        link ? (
          <Button variant="primary" onClick={() => void copy(link)}>
            {t('inviteCopy')}
          </Button>
        ) : (
          <Button variant="primary" busy={busy} onClick={() => void make()}>
            {t('inviteMake')}
          </Button>
        )
      }
    >
      <div className={css.body}>
        <p>{t('inviteText')}</p>
        {link ? (
          <TextField label={t('inviteLink')} value={link} readOnly onFocus={(event) => event.currentTarget.select()} />
        ) : (
          <Checkbox
            label={t('inviteGuests')}
            checked={guests}
            onChange={(event) => setGuests(event.currentTarget.checked)}
          />
        )}
        <p className={css.more}>
          <Link to="/rooms/$roomId/people" params={{ roomId }}>
            {t('inviteMore')}
          </Link>
        </p>
      </div>
    </Dialog>
  );
}
