import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Face } from '../../../components/ui/face.js';
import { KIND_HUE, KindGlyph } from '../../../components/ui/kind-glyph.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { type Preview, invitePreviewQuery } from '../api/invitation.js';
import { Faces } from '../list/faces.js';
import { roomsWords } from '../rooms.words.js';
import css from './invite-page.module.css';
import { InviteDoors } from './invite-doors.js';

/** An invitation: the room, who receives, who is there; only then how to come in. */
export function InvitePage() {
  const t = useT(roomsWords);
  const common = useT(commonWords);
  const { sentence } = useSentence();
  // Drawn once more on its way out, this page is no longer where the router is.
  const { code = '' } = useParams({ from: '/i/$code', shouldThrow: false }) ?? {};
  const preview = useQuery({ ...invitePreviewQuery(code), enabled: code !== '' });
  if (preview.isError) {
    const gone = isCode(preview.error, 'rooms/invite-invalid', 'not-found', 'invalid-input');
    return (
      <OutsideFrame title={gone ? t('invite.gone') : t('invite.to')}>
        <ErrorState
          title={gone ? null : undefined}
          text={sentence(preview.error)}
          onRetry={gone ? undefined : () => void preview.refetch()}
          retrying={preview.isFetching}
          actions={<ButtonLink to="/">{common('goHome')}</ButtonLink>}
        />
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame
      title={preview.data?.room.title ?? t('invite.to')}
      above={preview.data ? <p>{t('invite.to')}</p> : undefined}
    >
      {preview.data ? (
        <>
          <RoomToEnter preview={preview.data} />
          <InviteDoors code={code} preview={preview.data} />
        </>
      ) : (
        <Skeleton lines={6} />
      )}
    </OutsideFrame>
  );
}

function RoomToEnter({ preview: { room, host, present, faces } }: { preview: Preview }) {
  const t = useT(roomsWords);
  const common = useT(commonWords);
  return (
    <div className={css.room} data-hue={KIND_HUE[room.kind]}>
      <div className={css.head}>
        <KindGlyph kind={room.kind} silent />
        <span>
          <span className={css.kind}>{common(`kinds.${room.kind}`)}</span>
          <br />
          {t('card.members', { count: room.memberCount })}
        </span>
      </div>
      {room.about ? (
        <p className={css.about} lang={room.language}>
          {room.about}
        </p>
      ) : null}
      {host ? (
        <p className={css.line}>
          <Face person={host} size={36} />
          {t('invite.host', { name: host.name })}
        </p>
      ) : null}
      <p className={css.line}>
        <Faces people={faces} total={present} size={36} />
        {present > 0 ? t('invite.here', { count: present }) : t('invite.nobody')}
      </p>
    </div>
  );
}
