import type { NoticeView } from '@contract/notifications.contract.js';
import { dayKey } from '../../../lib/i18n/format.js';

/** One line of the inbox: a notice, or what one person wrote in a row. */
export interface NoticeLine {
  /** The newest one. */
  readonly notice: NoticeView;
  readonly ids: readonly string[];
}
export interface NoticeDay {
  /** Of the newest one, for the heading. */
  readonly at: string;
  readonly lines: readonly NoticeLine[];
}

/** By days of the reader's zone, newest first; direct messages in a row of one conversation are one line. */
export function groupNotices(notices: readonly NoticeView[], zone?: string): NoticeDay[] {
  const days: { key: string; at: string; lines: { notice: NoticeView; ids: string[] }[] }[] = [];
  for (const notice of notices) {
    const key = dayKey(new Date(notice.at), zone);
    let day = days.at(-1);
    if (day?.key !== key) days.push((day = { key, at: notice.at, lines: [] }));
    const last = day.lines.at(-1);
    if (last && joins(last.notice, notice)) last.ids.push(notice.id);
    else day.lines.push({ notice, ids: [notice.id] });
  }
  return days.map(({ at, lines }) => ({ at, lines }));
}

const joins = (one: NoticeView, next: NoticeView): boolean =>
  one.what === 'direct' &&
  next.what === 'direct' &&
  one.read === next.read &&
  one.room?.id === next.room?.id &&
  one.by?.id === next.by?.id;
