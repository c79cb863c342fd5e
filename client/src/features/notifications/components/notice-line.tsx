import { Link, type LinkProps } from '@tanstack/react-router';
import { IconBell, IconCalendarEvent, IconCheck, IconDoorEnter, IconNotes, IconScale } from '@tabler/icons-react';
import type { NoticeView } from '@contract/notifications.contract.js';
import { classes } from '../../../components/ui/classes.js';
import { Face } from '../../../components/ui/face.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Time } from '../../../components/ui/time.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import type { NoticeLine as Line } from '../live/group-notices.js';
import { noticesWords } from '../notices.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useSentenceOf } from '../live/use-sentence-of.js';
import css from './notices.module.css';

const GLYPHS = {
  meeting: IconCalendarEvent,
  minutes: IconNotes,
  membership: IconDoorEnter,
  decision: IconScale,
} as const;

/** One notice: who, what, when, and the way there. */
export function NoticeLine({ line, onRead }: { line: Line; onRead: (ids: readonly string[]) => void }) {
  const t = useT(noticesWords);
  const { notice, ids } = line;
  const sentence = useSentenceOf()(notice, ids.length);
  const Glyph = notice.kind in GLYPHS ? GLYPHS[notice.kind as keyof typeof GLYPHS] : IconBell;
  const read = () => (notice.read ? undefined : onRead(ids));
  return (
    <li className={classes(css.line, !notice.read && css.unread)}>
      <Link {...placeOf(notice)} className={css.way} onClick={read}>
        {notice.by ? (
          <Face person={notice.by} size={40} />
        ) : (
          <span className={css.glyph} aria-hidden>
            <Glyph size={22} stroke={1.6} />
          </span>
        )}
        <span className={css.words}>
          <span className={css.sentence}>
            {notice.read ? null : <VisuallyHidden>{`${t('unread')}: `}</VisuallyHidden>}
            {sentence}
          </span>
          <More notice={notice} />
          <span className={css.quiet}>
            <Time at={notice.at} />
          </span>
        </span>
      </Link>
      {notice.read ? null : (
        <IconButton label={t('readOne')} icon={<IconCheck size={20} stroke={1.6} />} onClick={read} />
      )}
    </li>
  );
}

function More({ notice: { kind, what, message, meeting } }: { notice: NoticeView }) {
  const t = useT(noticesWords);
  if (message) return <span className={css.excerpt}>{message.excerpt ?? t('gone')}</span>;
  if (meeting?.state === 'cancelled' && what !== 'meeting-cancelled')
    return <span className={css.excerpt}>{t('cancelled')}</span>;
  return kind === 'decision' ? <span className={css.excerpt}>{t('appeal')}</span> : null;
}

/** Where it happened; who may no longer go there reads it here. */
function placeOf({ what, room, message, meeting }: NoticeView): Pick<LinkProps, 'to' | 'params' | 'search'> {
  if (!room) return { to: '/settings' };
  if (what === 'removed' || what === 'banned') return { to: '/rooms' };
  if (what === 'minutes' && meeting)
    return {
      to: '/rooms/$roomId/meetings/$meetingId/minutes',
      params: { roomId: room.id, meetingId: meeting.id },
    };
  return {
    to: '/rooms/$roomId',
    params: { roomId: room.id },
    search: message ? { message: message.seq } : {},
  };
}
