import { commonWords } from '../../lib/i18n/common.words.js';
import { useNow } from '../../lib/i18n/clock.js';
import { formatAppointment, formatClock, formatDay, formatExact, formatRelative } from '../../lib/i18n/format.js';
import { useTimeZone } from '../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../lib/i18n/use-t.js';

export interface TimeProps {
  /** ISO 8601, as the hub sends it. */
  at: string;
  /** `relative` (hace 3 min; default), `clock` (18:04), `day` (19 de noviembre), `appointment` (jueves, 19 de noviembre, 18:04), `exact`. */
  as?: 'relative' | 'clock' | 'day' | 'appointment' | 'exact';
  className?: string;
}

/** A moment in the reader's own zone and language; the exact one on hover. */
export function Time({ at, as = 'relative', className }: TimeProps) {
  const reader = { language: useLanguage(), zone: useTimeZone() };
  const now = new Date(useNow());
  const t = useT(commonWords);
  const moment = new Date(at);
  const exact = formatExact(moment, reader);
  const shown = {
    relative: () => formatRelative(moment, now, reader, t('now')),
    clock: () => formatClock(moment, reader),
    day: () => formatDay(moment, now, reader),
    appointment: () => formatAppointment(moment, reader),
    exact: () => exact,
  };
  return (
    <time dateTime={at} title={exact} className={className}>
      {shown[as]()}
    </time>
  );
}
