import type { QueryClient } from '@tanstack/react-query';
import type { UnreadNotices } from '@contract/notifications.contract.js';
import type { EventPayload, LiveEvent } from '@contract/realtime.contract.js';
import { setUnread } from '../../../app/shell/unread.js';
import { api } from '../../../lib/api/api.js';
import { markRead, noticeKeys } from '../api/notices.js';

let known: UnreadNotices = { epoch: 0, head: -1, unread: 0 };

/** Counts are values of a moment; the one of the later moment holds, however they come. */
function ring(count: UnreadNotices): void {
  if (count.epoch === known.epoch && count.head < known.head) return;
  known = count;
  setUnread('/notices', count.unread);
}

/** When the account's stream opens: what came before it is asked, what comes after it is told. */
export async function askUnread(queries: QueryClient): Promise<void> {
  ring(await api.get<UnreadNotices>('/api/notices/unread'));
  await queries.invalidateQueries({ queryKey: noticeKeys.pages });
}

export function onNoticeEvent(event: LiveEvent, epoch: number, queries: QueryClient): void {
  if (event.type !== 'notifications.notice-added' && event.type !== 'notifications.notices-read') return;
  const { unread } = event.payload;
  // What is on the screen needs no bell: it is read as it comes.
  if (event.type === 'notifications.notice-added' && isOnScreen(event.payload)) {
    ring({ epoch, head: event.seq, unread: Math.max(0, unread - 1) });
    void markRead({ noticeIds: [event.payload.noticeId] }).catch(() => ring({ epoch, head: event.seq, unread }));
  } else ring({ epoch, head: event.seq, unread });
  void queries.invalidateQueries({ queryKey: noticeKeys.pages });
}

/** Somebody looks at this room: its page is shown, in a window that is in sight and in use. Minutes are on a page of their own. */
const isOnScreen = ({ roomId, kind }: EventPayload<'notifications.notice-added'>): boolean =>
  roomId !== null &&
  kind !== 'minutes' &&
  window.location.pathname === `/rooms/${roomId}` &&
  document.visibilityState === 'visible' &&
  document.hasFocus();
