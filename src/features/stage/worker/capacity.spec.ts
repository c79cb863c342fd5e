import { capacityOf, packetsOf } from './capacity.js';

const at = '2026-11-23T09:00:00.000Z';

describe('how much video a machine carries', () => {
  it('grows with the people alone once everybody sees nine others', () => {
    expect(packetsOf(2)).toBe(2 * (185 + 45) + 102.5 + 2 * 102.5);
    expect(packetsOf(25)).toBe(25 * (185 + 9 * 45) + 102.5 + 25 * 102.5);
    expect(packetsOf(60) - packetsOf(59)).toBe(packetsOf(30) - packetsOf(29));
  });

  it('is many classes on all cores, or one large meeting on one of them', () => {
    const one = capacityOf({ packets: 140_000, at }, 1);
    expect(one).toEqual({
      packets: 140_000,
      workers: 1,
      tiles: 9,
      measuredAt: at,
      many: { rooms: 4, people: 25, mbits: 4 * 47 },
      largest: { rooms: 1, people: 121, mbits: 228 },
    });
    const two = capacityOf({ packets: 140_000, at }, 2);
    expect([two.many?.rooms, two.largest.people]).toEqual([8, 121]);
  });

  it('is no class at all on a machine that is too slow for one', () => {
    const slow = capacityOf({ packets: 15_000, at }, 2);
    expect([slow.many, slow.largest.people]).toEqual([null, 12]);
    expect(capacityOf({ packets: 1, at }, 1).largest.people).toBe(0);
    expect(capacityOf({ packets: 1e12, at }, 1).largest.people).toBe(500);
  });
});
