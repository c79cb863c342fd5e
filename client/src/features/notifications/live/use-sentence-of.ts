import type { NoticeView } from '@contract/notifications.contract.js';
import { formatAppointment } from '../../../lib/i18n/format.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { noticesWords } from '../notices.words.js';

/** What happened, in one sentence; `count` messages of one person are one. */
export function useSentenceOf(): (notice: NoticeView, count?: number) => string {
  const t = useT(noticesWords);
  const reader = { language: useLanguage(), zone: useTimeZone() };
  const quoted = (title: string) => (reader.language === 'es' ? `«${title}»` : `“${title}”`);
  return ({ what, by, room, meeting, role }, count = 1) =>
    t(what === 'direct' && count > 1 ? 'what.directMany' : `what.${what}`, {
      by: by?.name ?? t('somebody'),
      room: room?.title ? quoted(room.title) : t('conversation'),
      meeting: quoted(meeting?.title || (room?.title ?? '')),
      when: meeting ? formatAppointment(new Date(meeting.startsAt), reader) : '',
      role: role ? t(`roles.${role}`) : '',
      messages: count,
    });
}
