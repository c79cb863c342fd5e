import { errors } from '../../contract/error-sentences.js';
import { sentenceOf } from '../../contract/error-sentences.js';
import type { ErrorBody, ErrorCode, ErrorDetails } from '../../contract/errors.contract.js';
import type { Language } from '../../contract/words.js';

/** An expected failure with a code of the contract. Features derive theirs in `<feature>.errors.ts`. */
export class DomainError extends Error {
  override readonly name: string = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(sentenceOf(code, 'en', details));
  }

  get status(): number {
    return errors[this.code].status;
  }

  /** A refusal that stays true however often the command is retried; it is kept under the idempotency key. */
  get final(): boolean {
    return this.status < 500 && this.status !== 429 && this.status !== 401;
  }

  body(language: Language, requestId?: string): ErrorBody {
    const details = Object.keys(this.details).length > 0 ? { details: this.details } : {};
    return {
      code: this.code,
      message: sentenceOf(this.code, language, this.details),
      ...details,
      ...(requestId ? { requestId } : {}),
    };
  }
}

/** When a client may come again after a passing trouble. It adds some chance of its own, so that not all come at once. */
const COME_AGAIN_MS = 1_000;

/** A passing trouble of ours: the same thing may well succeed in a moment. */
export const tryAgain = (): DomainError => new DomainError('try-again', { retryInMs: COME_AGAIN_MS });

/** More comes in than can be done: what is refused costs nothing, and may come again after the time it would have waited. */
export function busy(waitMs: number): DomainError {
  const retryInMs = Math.round(Math.min(Math.max(waitMs, COME_AGAIN_MS), 10 * COME_AGAIN_MS));
  return new DomainError('busy', { retryInMs, retryAfter: Math.ceil(retryInMs / 1000) });
}
