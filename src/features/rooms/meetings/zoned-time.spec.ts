import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { daysBetween, momentOf, plusDays, weekdayOf } from './zoned-time.js';

const zones = Intl.supportedValuesOf('timeZone');
const pad = (value: number): string => String(value).padStart(2, '0');
const day = fc.integer({ min: 0, max: 365 * 12 }).map((days) => plusDays('2020-01-01', days));
const minute = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((all) => `${pad(Math.floor(all / 60))}:${pad(all % 60)}`);
/** What clocks of the zone show at a moment, by the machine's own calendar and not by the library under test. */
function shownAt(moment: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(moment);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

describe('a wall time in a zone', () => {
  it('is the moment at which clocks there show it, the first of two, or as much later as they skip', () => {
    fc.assert(
      fc.property(day, minute, fc.constantFrom(...zones), (date, time, zone) => {
        const wallTime = `${date}T${time}`;
        const moment = momentOf(wallTime, zone);
        const shown = shownAt(moment, zone);
        const before = shownAt(new Date(moment.getTime() - 3 * 3_600_000), zone);
        if (shown === wallTime) {
          // No earlier moment shows the same: of a repeated hour it is the first.
          for (const ago of [1_800_000, 3_600_000, 7_200_000])
            expect(shownAt(new Date(moment.getTime() - ago), zone)).not.toBe(wallTime);
        } else {
          // Only an hour that does not exist there is shown otherwise, and then as a later one.
          expect(shown > wallTime).toBe(true);
          expect(before < wallTime).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  /** Where the clocks of a zone are put: from when (wall time before) to what. */
  const changes = (zone: string): { skipped: string | null; repeated: string | null }[] => {
    let at = Temporal.ZonedDateTime.from(`2024-01-01T00:00[${zone}]`);
    const found: { skipped: string | null; repeated: string | null }[] = [];
    for (
      let next = at.getTimeZoneTransition('next');
      next && next.year < 2028;
      next = at.getTimeZoneTransition('next')
    ) {
      const moved = next.offsetNanoseconds - next.subtract({ seconds: 1 }).offsetNanoseconds;
      const wall = next.toPlainDateTime();
      found.push({
        skipped: moved > 0 ? wall.subtract({ minutes: 1 }).toString().slice(0, 16) : null,
        repeated: moved < 0 ? wall.toString().slice(0, 16) : null,
      });
      at = next;
    }
    return found;
  };

  it('is right at every change of the clocks of every zone of the database', () => {
    let gaps = 0;
    let overlaps = 0;
    for (const zone of zones)
      for (const { skipped, repeated } of changes(zone)) {
        if (skipped !== null) {
          gaps += 1;
          expect(shownAt(momentOf(skipped, zone), zone) > skipped).toBe(true);
        }
        if (repeated !== null) {
          overlaps += 1;
          const first = momentOf(repeated, zone);
          expect(shownAt(first, zone)).toBe(repeated);
          const again = [30, 60, 120].some(
            (minutes) => shownAt(new Date(first.getTime() + minutes * 60_000), zone) === repeated,
          );
          expect({ zone, repeated, again }).toEqual({ zone, repeated, again: true });
        }
      }
    expect(gaps).toBeGreaterThan(100);
    expect(overlaps).toBeGreaterThan(100);
  });

  it.each([
    ['spring skips 02:30 in Madrid', '2026-03-29T02:30', 'Europe/Madrid', '2026-03-29T01:30:00.000Z'],
    ['autumn shows 02:30 twice in Madrid', '2026-10-25T02:30', 'Europe/Madrid', '2026-10-25T00:30:00.000Z'],
    ['the same hour in winter', '2026-01-15T18:00', 'Europe/Madrid', '2026-01-15T17:00:00.000Z'],
    ['and in summer', '2026-07-15T18:00', 'Europe/Madrid', '2026-07-15T16:00:00.000Z'],
    ['half an hour on Lord Howe', '2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['a zone without summer', '2026-07-15T18:00', 'America/Bogota', '2026-07-15T23:00:00.000Z'],
  ])('%s', (_, wallTime, zone, moment) => expect(momentOf(wallTime, zone).toISOString()).toBe(moment));
});

describe('days', () => {
  it('go on over months, years and leap days, and back', () => {
    expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
    fc.assert(
      fc.property(day, fc.integer({ min: -900, max: 900 }), (date, days) => {
        expect(daysBetween(date, plusDays(date, days))).toBe(days);
        expect(weekdayOf(plusDays(date, 7))).toBe(weekdayOf(date));
      }),
    );
  });
});
