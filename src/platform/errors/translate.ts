import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '../../contract/errors.contract.js';
import { classify, type DatabaseProblem } from '../database/database-errors.js';
import { DomainError, tryAgain } from './domain-error.js';

const RETRY_AFTER_S = 3;

const BY_PROBLEM: Readonly<Partial<Record<DatabaseProblem, ErrorCode>>> = {
  'disk-full': 'disk-full',
  unavailable: 'try-again',
  serialization: 'try-again',
  'lock-timeout': 'try-again',
  timeout: 'try-again',
};

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-input',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  405: 'not-found',
  413: 'too-large',
  415: 'invalid-input',
  429: 'too-fast',
};

/** Whatever was thrown, as one of the contract's errors. What nobody expected becomes `internal`: log it. */
export function translate(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const status = statusOf(error);
  if (status !== undefined)
    return new DomainError(BY_STATUS[status] ?? (status < 500 ? 'invalid-input' : 'internal'), detailsOf(status));
  const code = BY_PROBLEM[classify(error)] ?? 'internal';
  return code === 'try-again' ? tryAgain() : new DomainError(code);
}

/** Seconds after which a refused request may come again, for `Retry-After`; undefined where waiting does not help. */
export function retryAfterOf(error: DomainError): number | undefined {
  const { retryAfter, retryInMs } = error.details;
  if (typeof retryAfter === 'number') return retryAfter;
  if (typeof retryInMs === 'number') return Math.ceil(retryInMs / 1000);
  return error.status === 503 || error.status === 429 ? RETRY_AFTER_S : undefined;
}

// Nest's exceptions, and those of body parsers, which carry `status` and `expose` as http-errors does.
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'status' in error && 'expose' in error && typeof error.status === 'number')
    return error.status;
  if (error instanceof URIError) return 400;
  return undefined;
}

const detailsOf = (status: number): { field: string } | { retryAfter: number } | undefined => {
  if (status === 429) return { retryAfter: RETRY_AFTER_S };
  return (BY_STATUS[status] ?? 'invalid-input') === 'invalid-input' && status < 500 ? { field: 'body' } : undefined;
};
