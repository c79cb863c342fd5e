import { Temporal } from 'temporal-polyfill';

/** The only file that knows calendars and time zones. Wall times are `2026-03-29T18:00`, dates `2026-03-29`. */

/**
 * The moment at which clocks of the zone show this wall time. Where they skip it (spring), as much later as they skip;
 * where they show it twice (autumn), the first time. That is how calendars read it too (RFC 5545, 3.3.5).
 */
export const momentOf = (wallTime: string, zone: string): Date =>
  new Date(
    Temporal.PlainDateTime.from(wallTime).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds,
  );

export const plusDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek;
