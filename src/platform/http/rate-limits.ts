import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../errors/domain-error.js';

export interface Limit {
  readonly points: number;
  readonly durationSec: number;
}

/** How often something may be done, by name and key (an account, an address). Counts live in this node's memory. */
@Injectable()
export class RateLimits {
  readonly #limiters = new Map<string, RateLimiterMemory>();

  /** Counts one; throws `too-fast` with `retryAfter` in seconds when the points of the window are used up. */
  async consume(name: string, key: string, limit: Limit): Promise<void> {
    try {
      await this.limiter(name, limit).consume(key);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw tooFast(refusal);
      throw refusal;
    }
  }

  /** Throws `too-fast` when the points are used up, without counting: for limits that count failures only. */
  async check(name: string, key: string, limit: Limit): Promise<void> {
    const state = await this.limiter(name, limit).get(key);
    if (state !== null && state.consumedPoints >= limit.points) throw tooFast(state);
  }

  /** Counts one without refusing. */
  async count(name: string, key: string, limit: Limit): Promise<void> {
    await this.limiter(name, limit).penalty(key);
  }

  /** Forgets what was counted: after a success. */
  async reset(name: string, key: string): Promise<void> {
    await this.#limiters.get(name)?.delete(key);
  }

  private limiter(name: string, { points, durationSec }: Limit): RateLimiterMemory {
    let limiter = this.#limiters.get(name);
    if (limiter === undefined || limiter.points !== points || limiter.duration !== durationSec) {
      limiter = new RateLimiterMemory({ points, duration: durationSec });
      this.#limiters.set(name, limiter);
    }
    return limiter;
  }
}

const tooFast = ({ msBeforeNext }: RateLimiterRes): DomainError =>
  new DomainError('too-fast', { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
