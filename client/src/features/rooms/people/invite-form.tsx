import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RoomCard } from '@contract/rooms.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Select } from '../../../components/ui/select.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { createInvite, inviteLink } from '../api/invites.js';
import { roomKeys } from '../api/room-keys.js';
import { roomsWords } from '../rooms.words.js';
import { copyText } from './copy-text.js';
import css from './people.module.css';

const ROLES = ['learner', 'spectator', 'co-host', 'judge'] as const;
const HOURS = ['24', '168', '720', '2160'] as const;
const USES = ['any', '1', '5', '25', '100'] as const;

/** A new link, copied as soon as it exists. */
export function InviteForm({ card }: { card: RoomCard }) {
  const t = useT(roomsWords);
  const queries = useQueryClient();
  const { sentence } = useSentence();
  const [role, setRole] = useState<(typeof ROLES)[number]>('learner');
  const [hours, setHours] = useState<(typeof HOURS)[number]>('168');
  const [uses, setUses] = useState<(typeof USES)[number]>('any');
  const [guests, setGuests] = useState(false);
  const { form, failure, busy, submit } = useCheckedForm(
    () => ({}),
    async () => {
      const { code } = await createInvite(card.room.id, {
        role,
        guests,
        expiresInHours: Number(hours),
        maxUses: uses === 'any' ? null : Number(uses),
      });
      await queries.invalidateQueries({ queryKey: roomKeys.invites(card.room.id) });
      const copied = await copyText(inviteLink(code));
      toast({ text: t(copied ? 'invites.created' : 'invites.made'), tone: 'good' });
    },
    sentence,
  );
  const roles = ROLES.filter((one) => one !== 'judge' || card.room.kind === 'competition');
  return (
    <form ref={form} className={css.form} onSubmit={submit}>
      <Checkbox
        label={t('invites.guests')}
        hint={t('invites.guestsHint')}
        checked={guests}
        onChange={(event) => setGuests(event.currentTarget.checked)}
      />
      <details className={css.options}>
        <summary>{t('invites.options')}</summary>
        <div className={css.fields}>
          <Select
            label={t('invites.role')}
            options={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
            value={role}
            onChange={setRole}
          />
          <Select
            label={t('invites.lasts')}
            options={HOURS.map((value) => ({ value, label: t(`invites.hours.${value}`) }))}
            value={hours}
            onChange={setHours}
          />
          <Select
            label={t('invites.uses')}
            options={USES.map((value) => ({
              value,
              label: value === 'any' ? t('invites.unlimited') : t('invites.times', { count: Number(value) }),
            }))}
            value={uses}
            onChange={setUses}
          />
        </div>
      </details>
      <FailureNote failure={failure} />
      <div className={css.actions}>
        <Button type="submit" variant="primary" busy={busy}>
          {t('invites.create')}
        </Button>
      </div>
    </form>
  );
}
