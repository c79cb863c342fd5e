import { noticeKind, type NoticePreferences, type NoticeView } from '../../contract/notifications.contract.js';
import { platformRole, roomRole } from '../../contract/words.js';
import type { NoticeRow } from './notices.repository.js';
import type { ChosenWithRooms } from './preferences.repository.js';

const anyRole = roomRole.or(platformRole);

export const noticeViewOf = (row: NoticeRow): NoticeView => ({
  id: row.id,
  kind: row.kind,
  what: row.what,
  at: row.at.toISOString(),
  read: row.read,
  by: row.byId === null ? null : { id: row.byId, name: row.byName, kind: row.byKind, avatar: row.byAvatar },
  room: row.roomId === null ? null : { id: row.roomId, kind: row.roomKind, title: row.roomTitle },
  message: row.messageSeq === null ? null : { seq: row.messageSeq, excerpt: row.excerpt },
  meeting:
    row.meetingId === null
      ? null
      : {
          id: row.meetingId,
          title: row.meetingTitle,
          startsAt: row.startsAt.toISOString(),
          state: row.meetingState,
        },
  role: row.role === null ? null : anyRole.parse(row.role),
});

export function preferencesOf({ inboxOff, mailOff, ...rest }: ChosenWithRooms): NoticePreferences {
  const kinds = Object.fromEntries(
    noticeKind.options.map((kind) => [kind, { inbox: !inboxOff.includes(kind), mail: !mailOff.includes(kind) }]),
  ) as NoticePreferences['kinds'];
  return { kinds, ...rest };
}
