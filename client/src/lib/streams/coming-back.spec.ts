import fc from 'fast-check';
import { reconnectDelay, refusalOf } from './coming-back.js';

const CLIENTS = 2_000;
/** What the hub can take in: the goal of the bench of handshakes. */
const HANDSHAKES_PER_S = 1_000;

/** Chance that a seed repeats (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All lose the hub at 0 and meet a closed door until `outageMs`; ms after its opening at which each knocks, and every knock before. */
function comeBack(outageMs: number, chance: () => number): { knocks: number[]; returns: number[] } {
  const knocks: number[] = [];
  const returns = Array.from({ length: CLIENTS }, () => {
    let at = 0;
    for (let attempt = 0; ; attempt += 1) {
      at += reconnectDelay(attempt, chance(), at);
      if (at >= outageMs) return at - outageMs;
      knocks.push(at);
    }
  });
  return { knocks, returns: returns.sort((a, b) => a - b) };
}

/** When each is served by a hub that takes in so many a second, in the order of their coming. */
function served(returns: readonly number[]): number[] {
  let free = 0;
  return returns.map((at) => (free = Math.max(at, free) + 1_000 / HANDSHAKES_PER_S));
}

/** Most of them within one second. */
function mostInASecond(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  let from = 0;
  return sorted.reduce((most, at, index) => {
    while ((sorted[from] ?? at) <= at - 1_000) from += 1;
    return Math.max(most, index - from + 1);
  }, 0);
}

const p99 = (sorted: readonly number[]): number => sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Infinity;

/*
 * Whoever waits evenly between 0 and a ceiling c knocks once in c/2, and at any moment has x or more to go with the chance
 * ((c-x)/c)^2: of all, 99 % knock within 0.9 c of the opening, at a rate that begins at 2/c a client and falls evenly to nothing.
 * With c = 2.4 s and 2,000 clients: p99 2.16 s, 1,670 knocks a second at first, and a queue of at most 400 ms before a hub that
 * takes in 1,000 a second.
 */
describe('coming back after the hub was gone', () => {
  it.each([1_000, 5_000, 20_000, 60_000])(
    '%i ms: 2,000 clients are back within 3 s, and the hub never meets more than 1,900 in a second',
    (outageMs) => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const { knocks, returns } = comeBack(outageMs, chanceOf(seed));
          expect(returns).toHaveLength(CLIENTS);
          expect(p99(served(returns))).toBeLessThanOrEqual(3_000);
          expect(Math.max(...returns)).toBeLessThanOrEqual(2_400);
          expect(mostInASecond(returns)).toBeLessThanOrEqual(1_900);
          // A closed door costs nobody much; what matters is that it does not become more.
          expect(mostInASecond(knocks.filter((at) => at > 5_000))).toBeLessThanOrEqual(1_900);
        }),
        { numRuns: 6 },
      );
    },
    30_000,
  );

  it('a long outage: people are back after a twenty-fifth part of it, and knock less and less', () => {
    const hour = 60 * 60 * 1000;
    const { returns } = comeBack(5 * 60_000, chanceOf(1));
    expect(Math.max(...returns)).toBeLessThanOrEqual(12_500);
    expect(reconnectDelay(100, 1, hour)).toBe(15_000);
    expect(mostInASecond(comeBack(hour / 6, chanceOf(2)).knocks.filter((at) => at > hour / 10))).toBeLessThan(400);
  });

  it('is full jitter: anywhere up to a ceiling that doubles, then is 2.4 s, then a part of the outage, 15 s at most', () => {
    const ceilings = [0, 1, 2, 3, 4].map((attempt) => reconnectDelay(attempt, 1, 0));
    expect(ceilings).toEqual([400, 800, 1_600, 2_400, 2_400]);
    expect(reconnectDelay(50, 1, 60_000)).toBe(2_400);
    expect(reconnectDelay(50, 1, 120_000)).toBe(4_800);
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 1e9 }),
        (attempt, chance, awayMs) => {
          const delay = reconnectDelay(attempt, chance, awayMs);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(15_000);
          expect(delay).toBeCloseTo(chance * reconnectDelay(attempt, 1, awayMs), 6);
        },
      ),
    );
  });
});

describe('a refused handshake', () => {
  it.each([
    [
      { code: 'busy', message: '', details: { retryInMs: 700 } },
      { code: 'busy', retryInMs: 700 },
    ],
    [
      { code: 'busy', message: '', details: { retryInMs: 1e9 } },
      { code: 'busy', retryInMs: 15_000 },
    ],
    [{ code: 'not-signed-in', message: '' }, { code: 'not-signed-in' }],
    [{ code: 'of another version' }, { code: null }],
    [undefined, { code: null }],
    [{ code: 'busy', details: 'much' }, { code: 'busy' }],
  ])('%j', (data, refusal) => {
    expect(refusalOf(Object.assign(new Error('xhr poll error'), { data }))).toEqual(refusal);
  });

  it('is known by its message at least', () => {
    expect(refusalOf(new Error('old-client'))).toEqual({ code: 'old-client' });
  });
});
