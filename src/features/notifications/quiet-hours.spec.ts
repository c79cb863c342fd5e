import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { endOfQuiet } from './quiet-hours.js';

const night = { from: '22:00', until: '08:00' };
const end = (now: string, quiet = night, zone = 'Europe/Madrid') =>
  endOfQuiet(new Date(now), quiet, zone)?.toISOString() ?? null;

describe('quiet hours', () => {
  it.each([
    ['before them', '2026-11-22T20:59:00Z', null],
    ['in the evening', '2026-11-22T21:00:00Z', '2026-11-23T07:00:00.000Z'],
    ['after midnight', '2026-11-23T02:00:00Z', '2026-11-23T07:00:00.000Z'],
    ['at their end', '2026-11-23T07:00:00Z', null],
    ['of the night that is an hour shorter', '2026-03-28T22:30:00Z', '2026-03-29T06:00:00.000Z'],
    ['of the night that is an hour longer', '2026-10-24T21:30:00Z', '2026-10-25T07:00:00.000Z'],
  ])('%s', (_, now, expected) => expect(end(now)).toBe(expected));

  it('by day', () => {
    const siesta = { from: '14:00', until: '16:30' };
    expect(end('2026-07-01T12:00:00Z', siesta)).toBe('2026-07-01T14:30:00.000Z');
    expect(end('2026-07-01T14:30:00Z', siesta)).toBeNull();
  });

  it('an end that the clocks skip is not in the past, nor is one that they show twice', () => {
    expect(end('2026-03-29T00:30:00Z', { from: '22:00', until: '02:30' })).toBe('2026-03-29T01:30:00.000Z');
    expect(end('2026-10-25T00:10:00Z', { from: '22:00', until: '02:30' })).toBe('2026-10-25T00:30:00.000Z');
    // The clocks show 02:10 for the second time.
    expect(end('2026-10-25T01:10:00Z', { from: '22:00', until: '02:30' })).toBe('2026-10-25T01:30:00.000Z');
  });

  it('end within a day and an hour, at their hour, wherever and whenever', () => {
    const minutes = fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
    const quiet = fc.record({ from: minutes, until: minutes }).filter(({ from, until }) => from !== until);
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const now = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(now, quiet, zones, (at, hours, zone) => {
        const found = endOfQuiet(at, hours, zone);
        if (found === null) return;
        expect(found.getTime()).toBeGreaterThan(at.getTime());
        expect(found.getTime() - at.getTime()).toBeLessThanOrEqual(26 * 3_600_000);
        const local = Temporal.Instant.fromEpochMilliseconds(found.getTime()).toZonedDateTimeISO(zone);
        const wall = local.toPlainTime().toString({ smallestUnit: 'minute' });
        if (wall !== hours.until) {
          const skipped = local.toPlainDate().toPlainDateTime(hours.until);
          expect(() => skipped.toZonedDateTime(zone, { disambiguation: 'reject' })).toThrow();
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
