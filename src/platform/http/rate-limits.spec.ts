import { jest } from '@jest/globals';
import { RateLimits } from './rate-limits.js';

const LIMIT = { points: 2, durationSec: 600 };

describe('counters of rate limits', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('are one an account and window, however often it comes, and gone with the window', async () => {
    const limits = new RateLimits();
    const refused: string[] = [];
    for (let n = 0; n < 3_000; n += 1)
      await limits.consume('posts', `account ${n % 1_000}`, LIMIT).catch(({ code }) => refused.push(code));
    expect(refused).toEqual(Array.from({ length: 1_000 }, () => 'too-fast'));
    // Each counter has one timer, at the end of which it is forgotten.
    expect(jest.getTimerCount()).toBe(1_000);
    await jest.advanceTimersByTimeAsync(LIMIT.durationSec * 1000 + 1);
    expect(jest.getTimerCount()).toBe(0);
    await limits.consume('posts', 'account 0', LIMIT);
    expect(jest.getTimerCount()).toBe(1);
  });
});
