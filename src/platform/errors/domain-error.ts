import {
  errors,
  sentenceOf,
  type ErrorBody,
  type ErrorCode,
  type ErrorDetails,
} from '../../contract/errors.contract.js';
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
