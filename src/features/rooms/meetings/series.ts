import { MAX_SERIES, type Repetition } from '../../../contract/meetings.contract.js';
import { plusDays, weekdayOf } from './zoned-time.js';

/**
 * The days of a series, the first included, in order, each once, at most MAX_SERIES. A series makes meetings, never rooms:
 * after this each of them lives by itself.
 */
export function daysOfSeries(first: string, repeat: Repetition | undefined): string[] {
  if (!repeat) return [first];
  const most = Math.min(repeat.count ?? MAX_SERIES, MAX_SERIES);
  const days: string[] = [first];
  for (const day of daysAfter(first, repeat)) {
    if (days.length >= most || (repeat.until !== undefined && day > repeat.until)) break;
    days.push(day);
  }
  return days;
}

function* daysAfter(first: string, { every, interval, weekdays }: Repetition): Generator<string> {
  if (every === 'day') {
    for (let day = plusDays(first, interval); ; day = plusDays(day, interval)) yield day;
  }
  const own = weekdayOf(first);
  const wanted = weekdays.length > 0 ? [...new Set(weekdays)].sort((one, other) => one - other) : [own];
  // Weeks begin on Monday, also for "every second week".
  for (let monday = plusDays(first, 1 - own); ; monday = plusDays(monday, 7 * interval))
    for (const weekday of wanted) {
      const day = plusDays(monday, weekday - 1);
      if (day > first) yield day;
    }
}
