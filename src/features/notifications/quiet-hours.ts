import { Temporal } from 'temporal-polyfill';
import type { QuietHours } from '../../contract/notifications.contract.js';

/**
 * When the quiet hours end that go on now in this zone; null outside of them. They are wall time: a night on which clocks change is
 * an hour longer or shorter. An end that the clocks skip comes as much later as they skip; of an end that they show twice, the
 * first one that is still to come.
 */
export function endOfQuiet(now: Date, { from, until }: QuietHours, zone: string): Date | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const overnight = from > until;
  const within = overnight ? time >= from || time < until : time >= from && time < until;
  if (!within) return null;
  const date = overnight && time >= from ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  const wall = date.toPlainDateTime(until);
  const ends = (['compatible', 'later'] as const).map(
    (disambiguation) => wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
  );
  return new Date(ends.find((end) => end > now.getTime()) ?? now.getTime());
}
