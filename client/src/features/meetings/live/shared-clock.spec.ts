import fc from 'fast-check';
import { clockFace, leftOf, offsetOf, type Sample } from './shared-clock.js';

/** A device that is `ahead` of the hub, and ways of some length there and back. */
const sample = (ahead: number, asked: number, there: number, back: number): Sample => ({
  asked: asked + ahead,
  answered: asked + there + back + ahead,
  hub: asked + there,
});

describe('the shared clock', () => {
  it('is off by half the quickest way at most, whatever the device says the time is', () => {
    const way = fc.integer({ min: 0, max: 4_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        fc.array(fc.tuple(way, way), { minLength: 1, maxLength: 5 }),
        (ahead, ways) => {
          const samples = ways.map(([there, back], n) => sample(ahead, n * 10_000, there, back));
          const quickest = Math.min(...ways.map(([there, back]) => there + back));
          expect(Math.abs((offsetOf(samples) ?? NaN) + ahead)).toBeLessThanOrEqual(quickest / 2);
        },
      ),
    );
  });

  it('shows two devices the same within 200 ms on ways of up to 400 ms', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.nat(200), fc.nat(200), (one, other, there, back) => {
        const hub = 1_000_000;
        const left = (ahead: number, first: number, second: number) =>
          leftOf(new Date(hub).toISOString(), 5, hub + ahead + (offsetOf([sample(ahead, 0, first, second)]) ?? 0));
        expect(Math.abs(left(one % 1e9, there, back) - left(other % 1e9, back, there))).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('knows nothing before there was an answer, and shows minutes and seconds', () => {
    expect(offsetOf([])).toBeNull();
    expect([0, 999, 61_000, -5_400, 3_600_000].map(clockFace)).toEqual(['0:00', '0:01', '1:01', '0:05', '60:00']);
  });
});
