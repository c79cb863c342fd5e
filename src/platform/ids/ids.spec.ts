import { Clock } from '../clock/clock.js';
import { Ids } from './ids.js';

class FixedClock extends Clock {
  at = 1_750_000_000_000;

  override epochMs(): number {
    return this.at;
  }
}

describe('Ids', () => {
  const clock = new FixedClock();
  const ids = new Ids(clock);
  const timeOf = (id: string): number => parseInt(id.replaceAll('-', '').slice(0, 12), 16);

  it('makes UUIDs of version 7 with the time of the clock', () => {
    const id = ids.next();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeOf(id)).toBe(clock.at);
  });

  it('keeps the order of the calls within a millisecond, beyond its counter too', () => {
    const many = Array.from({ length: 10_000 }, () => ids.next());
    expect(many.toSorted()).toEqual(many);
    expect(new Set(many).size).toBe(many.length);
  });

  it('keeps the order when the clock steps back a little, and follows a clock that is moved', () => {
    clock.at += 60_000;
    const before = ids.next();
    clock.at -= 500;
    expect(ids.next() > before).toBe(true);
    clock.at -= 3_600_000;
    expect(timeOf(ids.next())).toBe(clock.at);
  });

  it('makes tokens and codes', () => {
    expect(ids.token()).toMatch(/^[\w-]{43}$/);
    expect(ids.token(16)).toMatch(/^[\w-]{22}$/);
    expect(ids.code()).toMatch(/^([A-Z2-9]{4}-){2}[A-Z2-9]{4}$/);
    expect(ids.code()).not.toBe(ids.code());
  });
});
