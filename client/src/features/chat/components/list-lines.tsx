import { formatDayNear } from '../../../lib/i18n/format.js';
import { useNow } from '../../../lib/i18n/clock.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { readingFrom } from '../../order/live/reading-from.js';
import { orderWords } from '../../order/order.words.js';
import { chatWords } from '../chat.words.js';
import css from './list-lines.module.css';

export function DayLine({ at }: { at: string }) {
  const language = useLanguage();
  const zone = useTimeZone();
  const now = useNow();
  return (
    <div className={css.day} role="separator">
      <span>{formatDayNear(new Date(at), new Date(now), { language, zone })}</span>
    </div>
  );
}

export function UnreadLine() {
  const t = useT(chatWords);
  return (
    <div className={css.unread} role="separator">
      <span>{t('unreadLine')}</span>
    </div>
  );
}

/** What stands above the oldest message that is there: more is coming, or here it began. */
export function TopLine({ window, loading }: { window: RoomWindow; loading: boolean }) {
  const t = useT(chatWords);
  const order = useT(orderWords);
  if (window.hasOlder || window.thread !== null)
    return <div className={css.top}>{window.hasOlder && loading ? t('olderLoading') : ''}</div>;
  const from = readingFrom(window);
  return <div className={css.top}>{from === 'beginning' ? t('beginning') : order(`from.${from}`)}</div>;
}
