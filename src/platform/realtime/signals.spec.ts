import { Clock } from '../clock/clock.js';
import { Signals } from './signals.js';

describe('what signals keep', () => {
  const stream = 'room:0190';
  // A key as a person's own: their id behind the name.
  const key = (n: number): string => `presence:${String(n).padStart(8, '0')}-0000-7000-8000-000000000000`;

  it('is bounded: so many keys of a stream, and no value of more than 16 KB', () => {
    const signals = new Signals(new Clock());
    for (let n = 0; n < 12_100; n += 1) signals.set(stream, 'here', { key: key(n), json: '1' });
    expect(Object.keys(signals.values(stream))).toHaveLength(12_000);
    signals.set(stream, 'here', { key: key(0), json: '2' });
    expect(signals.values(stream)[key(0)]).toBe(2);
    signals.set(stream, 'here', { key: key(0), json: JSON.stringify('x'.repeat(17_000)) });
    expect(signals.values(stream)[key(0)]).toBe(2);
    signals.close();
  });

  it('is forgotten with the last value of a stream', () => {
    const signals = new Signals(new Clock());
    signals.set(stream, 'here', { key: key(1), json: '1' });
    signals.set(stream, 'here', { key: key(1), json: null });
    expect(signals.present(stream)).toBeUndefined();
    signals.close();
  });
});
