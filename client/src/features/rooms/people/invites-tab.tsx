import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCopy, IconLinkOff } from '@tabler/icons-react';
import { useState, type FocusEvent } from 'react';
import type { InviteView, RoomCard } from '@contract/rooms.contract.js';
import { classes } from '../../../components/ui/classes.js';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { toast } from '../../../components/ui/toasts.js';
import { useNow } from '../../../lib/i18n/clock.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { inviteLink, invitesQuery, revokeInvite } from '../api/invites.js';
import { roomKeys } from '../api/room-keys.js';
import { roomsWords } from '../rooms.words.js';
import { copyText } from './copy-text.js';
import { InviteForm } from './invite-form.js';
import css from './people.module.css';

export function InvitesTab({ card }: { card: RoomCard }) {
  const t = useT(roomsWords);
  const common = useT(commonWords);
  const queries = useQueryClient();
  const { sentence, fail } = useSentence();
  const [leaving, setLeaving] = useState<InviteView | null>(null);
  const roomId = card.room.id;
  const invites = useQuery(invitesQuery(roomId));

  async function revoke(invite: InviteView): Promise<void> {
    setLeaving(null);
    try {
      await revokeInvite(roomId, invite.id);
      toast({ text: t('invites.revoked') });
    } catch (failure) {
      fail(failure);
    } finally {
      await queries.invalidateQueries({ queryKey: roomKeys.invites(roomId) });
    }
  }

  return (
    <>
      <p className={css.search}>{t('invites.lead')}</p>
      <InviteForm card={card} />
      {invites.isPending ? <Skeleton lines={3} /> : null}
      {invites.isError && !invites.data ? (
        <ErrorState text={sentence(invites.error)} onRetry={() => void invites.refetch()} />
      ) : null}
      {invites.data?.length === 0 ? <EmptyState title={t('invites.noneTitle')} text={t('invites.noneText')} /> : null}
      <ul role="list" className={css.list}>
        {invites.data?.map((invite) => (
          <Invite key={invite.id} invite={invite} onRevoke={() => setLeaving(invite)} />
        ))}
      </ul>
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('invites.revokeTitle')}
        actions={
          <>
            <Button onClick={() => setLeaving(null)}>{common('cancel')}</Button>
            <Button variant="danger" onClick={() => leaving && void revoke(leaving)}>
              {t('invites.revoke')}
            </Button>
          </>
        }
      >
        <p>{t('invites.revokeText')}</p>
      </Dialog>
    </>
  );
}

function Invite({ invite, onRevoke }: { invite: InviteView; onRevoke: () => void }) {
  const t = useT(roomsWords);
  const now = useNow();
  const link = inviteLink(invite.code);
  const used = invite.maxUses !== null && invite.uses >= invite.maxUses;
  const over = invite.revokedAt !== null || used || Date.parse(invite.expiresAt) < now;
  const copy = async () => {
    if (await copyText(link)) toast({ text: t('invites.copied'), tone: 'good' });
  };
  return (
    <li className={classes(css.row, css.invite)}>
      <span className={css.words}>
        <Badge>{t(`roles.${invite.role}`)}</Badge>{' '}
        {invite.guests ? <Badge hue="sea">{t('invites.guests')}</Badge> : null}
        <span className={css.quiet}>
          {over ? (
            t('invites.ended')
          ) : (
            <>
              {t('invites.until')} <Time at={invite.expiresAt} as="day" />
            </>
          )}
          {' · '}
          {invite.maxUses === null
            ? t('invites.usedFree', { count: invite.uses })
            : t('invites.used', { count: invite.uses, most: invite.maxUses })}
        </span>
      </span>
      {over ? null : (
        <>
          <span className={css.actions}>
            <Button size="s" icon={<IconCopy size={16} aria-hidden />} onClick={() => void copy()}>
              {t('invites.copy')}
            </Button>
            <Button size="s" variant="quiet" icon={<IconLinkOff size={16} aria-hidden />} onClick={onRevoke}>
              {t('invites.revoke')}
            </Button>
          </span>
          <input className={css.link} readOnly value={link} aria-label={t('invites.link')} onFocus={selectAll} />
        </>
      )}
    </li>
  );
}

const selectAll = (event: FocusEvent<HTMLInputElement>): void => event.currentTarget.select();
