import { isQuiet, rungIn } from './rung.js';

const at = (time: string) => new Date(`2026-05-04T${time}:00Z`);
const by = { id: 'a', name: 'Ana', kind: 'person' as const, avatar: null };

it('quiet hours are wall time of the person’s zone, over midnight too', () => {
  const night = { from: '22:00', until: '08:00' };
  expect(['19:59', '20:00', '05:59', '06:00'].map((time) => isQuiet(at(time), night, 'Europe/Madrid'))).toEqual([
    ...[false, true, true, false],
  ]);
  const noon = { from: '12:00', until: '14:00' };
  expect(['11:59', '12:00', '13:59', '14:00'].map((time) => isQuiet(at(time), noon, 'UTC'))).toEqual([
    ...[false, true, true, false],
  ]);
  expect(isQuiet(at('03:00'), null, 'UTC')).toBe(false);
});

it('of what is said of an account only calls ring, the first one first', () => {
  const ring = (endsAt: string) => ({ by, others: [], endsAt });
  const rings = rungIn({ 'call:two': ring('2026-05-04T10:00:20Z'), 'call:one': ring('2026-05-04T10:00:10Z'), x: {} });
  expect(rings.map(({ roomId }) => roomId)).toEqual(['one', 'two']);
});
