import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { TextField } from '../../../components/ui/text-field.js';
import { isCode } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { readSessionHint } from '../../../lib/session/hint.js';
import { session } from '../../../lib/session/session.js';
import { acceptInvite, enterAsGuest, type Preview } from '../api/invitation.js';
import { roomsWords } from '../rooms.words.js';
import css from './invite-page.module.css';

interface Doors {
  code: string;
  preview: Preview;
}

/** The ways in, the shortest first: as who one is, with a name only, with an account. */
export function InviteDoors({ code, preview }: Doors) {
  const who = useQuery({
    queryKey: ['invitation', 'who'],
    queryFn: async () => {
      if (!readSessionHint()) return null;
      const state = await session.restore();
      return state.status === 'signed-in' ? state.account : null;
    },
    retry: false,
  });
  if (who.isPending) return <Skeleton lines={2} />;
  if (who.data) return <AsMe code={code} preview={preview} me={who.data} />;
  return (
    <div className={css.ways}>
      {preview.guests ? <AsGuest code={code} /> : null}
      <WithAccount code={code} preview={preview} />
    </div>
  );
}

function AsMe({ code, preview, me }: Doors & { me: OwnAccount }) {
  const t = useT(roomsWords);
  const navigate = useNavigate();
  // Kept while it is tried again: the second way in stands on it.
  const [failure, setFailure] = useState<unknown>(null);
  const { busy, run } = useErrand(setFailure);
  const elsewhere = me.kind === 'guest' && me.guestOf !== preview.room.id;

  const enter = (as?: 'spectator') =>
    run(async () => {
      const { roomId } = me.kind === 'guest' ? { roomId: preview.room.id } : await acceptInvite(code, { as });
      await navigate({ to: '/rooms/$roomId', params: { roomId } });
    });

  if (elsewhere) {
    return (
      <div className={css.ways}>
        <p>{t('invite.notForGuests')}</p>
        <ButtonLink to="/settings" variant="primary" size="l">
          {t('form.guestAction')}
        </ButtonLink>
      </div>
    );
  }
  return (
    <div className={css.ways}>
      <FailureNote failure={failure} />
      <Button variant="primary" size="l" wide busy={busy} onClick={() => void enter()}>
        {t('invite.asMe', { name: me.name })}
      </Button>
      {isCode(failure, 'rooms/full') ? (
        <Button size="l" wide busy={busy} onClick={() => void enter('spectator')}>
          {t('invite.asSpectator')}
        </Button>
      ) : null}
    </div>
  );
}

function AsGuest({ code }: { code: string }) {
  const t = useT(roomsWords);
  const navigate = useNavigate();
  const language = useLanguage();
  const { sentence } = useSentence();
  const [name, setName] = useState('');
  const [full, setFull] = useState(false);
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ name: name.trim() ? undefined : t('invite.missingName') }),
    async () => {
      const entering = enterAsGuest(code, { name, language, as: full ? 'spectator' : undefined });
      // The next press comes in where there is still room.
      entering.catch((refused: unknown) => setFull(isCode(refused, 'rooms/full')));
      const roomId = await entering;
      await navigate({ to: '/rooms/$roomId', params: { roomId } });
    },
    sentence,
  );
  return (
    <form ref={form} noValidate className={css.ways} onSubmit={submit}>
      <TextField
        label={t('invite.name')}
        hint={t('invite.asGuestText')}
        error={problems.name}
        name="name"
        autoComplete="name"
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <FailureNote failure={failure} />
      <Button type="submit" variant="primary" size="l" wide busy={busy}>
        {t(full ? 'invite.asSpectator' : 'invite.asGuest')}
      </Button>
    </form>
  );
}

function WithAccount({ code, preview }: Doors) {
  const t = useT(roomsWords);
  const variant = preview.guests ? 'secondary' : 'primary';
  return (
    <>
      {preview.guests ? null : <p>{t('invite.needAccount')}</p>}
      <div className={css.or}>
        {preview.guests ? <span>{t('invite.or')}</span> : null}
        <ButtonLink to="/sign-in" search={{ then: `/i/${code}` }} variant={variant}>
          {t('invite.signIn')}
        </ButtonLink>
        {preview.registration === 'closed' ? null : (
          <ButtonLink to="/register" search={{ invite: code, then: `/rooms/${preview.room.id}` }}>
            {t('invite.register')}
          </ButtonLink>
        )}
      </div>
    </>
  );
}
