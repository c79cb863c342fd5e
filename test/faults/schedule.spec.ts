import { script } from './people/script.js';
import { Random } from './random.js';
import { NETWORK_FAULTS, schedule } from './schedule.js';

const deeds = { people: 6, deeds: 200, ms: 8_000 };
const faults = { names: NETWORK_FAULTS, many: 40, people: 6, ms: 8_000 };

describe('a seed', () => {
  it('gives the same deeds and the same faults each time, and another one others', () => {
    expect(script(7, deeds)).toEqual(script(7, deeds));
    expect(schedule(7, faults)).toEqual(schedule(7, faults));
    expect(script(8, deeds)).not.toEqual(script(7, deeds));
    expect(schedule(8, faults)).not.toEqual(schedule(7, faults));
  });

  it('puts everything in order of time, within the time and among the people there are', () => {
    const all = [...script(3, deeds), ...schedule(3, faults)];
    expect(all.every(({ at, who }) => at >= 0 && at <= 8_000 && who >= 0 && who < 6)).toBe(true);
    for (const list of [script(3, deeds), schedule(3, faults)])
      expect(list.map(({ at }) => at)).toEqual(list.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  it('draws every fault and every deed sooner or later', () => {
    expect(new Set(schedule(3, faults).map(({ name }) => name))).toEqual(new Set(NETWORK_FAULTS));
    expect(new Set(script(3, { ...deeds, deeds: 3_000 }).map(({ name }) => name)).size).toBe(16);
  });

  it('lets only the host do what a host does', () => {
    const host = new Set(['kick', 'lock', 'role']);
    expect(script(5, deeds).every(({ name, who }) => !host.has(name) || who === 0)).toBe(true);
  });

  it('draws numbers evenly enough', () => {
    const random = new Random(1);
    const tens = Array.from({ length: 10 }, () => 0);
    for (let drawn = 0; drawn < 10_000; drawn += 1) {
      const ten = random.whole(0, 9);
      tens[ten] = (tens[ten] ?? 0) + 1;
    }
    expect(Math.min(...tens)).toBeGreaterThan(850);
    expect(Math.max(...tens)).toBeLessThan(1_150);
  });
});
