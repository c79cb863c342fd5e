import { RateLimits } from '../../src/platform/http/rate-limits.js';

/** Limits that nobody reaches: for tests that ask and fail thousands of times. Plant it with `TestHub.boot({ replace: [generous] })`. */
export class GenerousLimits extends RateLimits {
  override async consume(): Promise<void> {}
  override async check(): Promise<void> {}
  override async count(): Promise<void> {}
}

export const generous = { token: RateLimits, by: GenerousLimits };
