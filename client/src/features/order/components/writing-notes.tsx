import type { MuteView } from '@contract/room-order.contract.js';
import { formatAppointment } from '../../../lib/i18n/format.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { orderWords } from '../order.words.js';
import css from './order.module.css';

/** In the composer's place: until when somebody may not write, and why. */
export function MutedNote({ mute }: { mute: MuteView }) {
  const t = useT(orderWords);
  const reader = { language: useLanguage(), zone: useTimeZone() };
  const until = mute.until && formatAppointment(new Date(mute.until), reader);
  return (
    <div className={css.note} role="status">
      <p>
        {t('muted')} {until ? t('mutedUntil', { time: until }) : t('mutedForever')}
      </p>
      <p>{t('why', { reason: mute.reason })}</p>
    </div>
  );
}

/** Above the composer while one has to wait: minutes and seconds. */
export function PaceNote({ seconds }: { seconds: number }) {
  const t = useT(orderWords);
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  const time = hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  return (
    <p className={css.note} role="timer" data-pace>
      {t('slow', { time })}
    </p>
  );
}
