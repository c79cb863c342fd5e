import { Injectable } from '@nestjs/common';
import type { ActorRequest } from './operation.js';
import { type Limit, RateLimits } from './rate-limits.js';

const REQUESTS_OF_AN_ACCOUNT: Limit = { points: 1_200, durationSec: 60 };
const FAILURES_OF_AN_ACCOUNT: Limit = { points: 300, durationSec: 60 };
// Behind one address may be a whole school: it is slowed late, and only by failures nobody signed for.
const FAILURES_OF_AN_ADDRESS: Limit = { points: 100, durationSec: 60 };

/** How often accounts and addresses may ask and fail over HTTP. */
@Injectable()
export class FailureLimits {
  constructor(private readonly limits: RateLimits) {}

  /** Before a request is served; throws `too-fast`. */
  async admit({ actor, ip }: ActorRequest): Promise<void> {
    if (actor === undefined) return this.limits.check('http-failures-of-address', ip ?? '', FAILURES_OF_AN_ADDRESS);
    await this.limits.check('http-failures-of-account', actor.accountId, FAILURES_OF_AN_ACCOUNT);
    await this.limits.consume('http-requests-of-account', actor.accountId, REQUESTS_OF_AN_ACCOUNT);
  }

  /** After a request failed by the caller's doing. */
  async failed({ actor, ip }: ActorRequest): Promise<void> {
    if (actor === undefined) await this.limits.count('http-failures-of-address', ip ?? '', FAILURES_OF_AN_ADDRESS);
    else await this.limits.count('http-failures-of-account', actor.accountId, FAILURES_OF_AN_ACCOUNT);
  }
}
