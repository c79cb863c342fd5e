import fc from 'fast-check';
import { MAX_SERIES, type Repetition } from '../../../contract/meetings.contract.js';
import { daysOfSeries } from './series.js';
import { daysBetween, momentOf, plusDays, weekdayOf } from './zoned-time.js';

const first = fc.integer({ min: 0, max: 3_650 }).map((days) => plusDays('2024-01-01', days));
const repetition = fc.record({
  every: fc.constantFrom('day' as const, 'week' as const),
  interval: fc.integer({ min: 1, max: 12 }),
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
  count: fc.option(fc.integer({ min: 2, max: MAX_SERIES }), { nil: undefined }),
  ahead: fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
});
const series = fc.tuple(first, repetition).map(([day, { count, ahead, ...rest }]): [string, Repetition] => [
  day,
  {
    ...rest,
    ...(count === undefined && ahead === undefined ? { count: 5 } : count === undefined ? {} : { count }),
    ...(ahead === undefined ? {} : { until: plusDays(day, ahead) }),
  },
]);

describe('the days of a series', () => {
  it('begin with the first, go up, are each once, and are never more than asked or allowed', () => {
    fc.assert(
      fc.property(series, ([day, repeat]) => {
        const days = daysOfSeries(day, repeat);
        expect(days[0]).toBe(day);
        expect([...new Set(days)].sort()).toEqual(days);
        expect(days.length).toBeLessThanOrEqual(repeat.count ?? MAX_SERIES);
        if (repeat.until !== undefined && repeat.until >= day) expect((days.at(-1) ?? '') <= repeat.until).toBe(true);
        if (repeat.until === undefined) expect(days.length).toBe(repeat.count);
      }),
    );
  });

  it('fall on the days that were named, in weeks that were meant', () => {
    fc.assert(
      fc.property(series, ([day, repeat]) => {
        const [, ...later] = daysOfSeries(day, repeat);
        const monday = plusDays(day, 1 - weekdayOf(day));
        for (const one of later) {
          if (repeat.every === 'day') expect(daysBetween(day, one) % repeat.interval).toBe(0);
          else {
            const wanted = repeat.weekdays.length > 0 ? repeat.weekdays : [weekdayOf(day)];
            expect(wanted).toContain(weekdayOf(one));
            expect(Math.floor(daysBetween(monday, one) / 7) % repeat.interval).toBe(0);
          }
        }
      }),
    );
  });

  it('keep their hour on the clock over the whole time zone database, whatever summer does', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const wall = (moment: Date, zone: string) =>
      moment.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
    fc.assert(
      fc.property(fc.constantFrom(...zones), first, (zone, day) => {
        // Noon is skipped nowhere.
        const days = daysOfSeries(day, { every: 'week', interval: 1, weekdays: [], count: 60 });
        for (const one of days) expect(wall(momentOf(`${one}T12:00`, zone), zone)).toBe('12:00');
      }),
      { numRuns: 150 },
    );
  });

  it.each<[string, string, Repetition, string[]]>([
    [
      'every second week on Tuesday and Thursday',
      '2026-11-24',
      { every: 'week', interval: 2, weekdays: [4, 2], count: 4 },
      ['2026-11-24', '2026-11-26', '2026-12-08', '2026-12-10'],
    ],
    [
      'a first day that is not among the days',
      '2026-11-25',
      { every: 'week', interval: 1, weekdays: [1], count: 3 },
      ['2026-11-25', '2026-11-30', '2026-12-07'],
    ],
    [
      'every third day until',
      '2026-12-30',
      { every: 'day', interval: 3, weekdays: [], until: '2027-01-05' },
      ['2026-12-30', '2027-01-02', '2027-01-05'],
    ],
    [
      'until before it begins',
      '2026-12-30',
      { every: 'day', interval: 1, weekdays: [], until: '2026-01-01' },
      ['2026-12-30'],
    ],
  ])('%s', (_, day, repeat, days) => expect(daysOfSeries(day, repeat)).toEqual(days));

  it('of one is one', () => expect(daysOfSeries('2026-11-24', undefined)).toEqual(['2026-11-24']));
});
