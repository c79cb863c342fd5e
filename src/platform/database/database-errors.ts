import { types } from 'node:util';

/** What went wrong with the database, as far as anybody above needs to know it. */
export type DatabaseProblem =
  | 'disk-full'
  | 'unavailable'
  | 'serialization'
  | 'lock-timeout'
  | 'timeout'
  | 'unique'
  | 'foreign-key'
  | 'check'
  | 'invalid-value'
  | 'other';

/** A write was refused because the disk is nearly full; thrown before PostgreSQL itself runs out of room. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
  readonly code = '53100';
}

/** The database is known to be away: whoever would ask it is answered at once. */
export class AwayError extends Error {
  override readonly name = 'AwayError';
  readonly code = '57P03';

  constructor() {
    super('The database does not answer.');
  }
}

const BY_CODE: Readonly<Record<string, DatabaseProblem>> = {
  '53100': 'disk-full',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  '40001': 'serialization',
  '40P01': 'serialization',
  '55P03': 'lock-timeout',
  '57014': 'timeout',
  '25P03': 'timeout',
  '23505': 'unique',
  '23503': 'foreign-key',
  '23514': 'check',
  '23502': 'check',
  '53300': 'unavailable',
  '53200': 'unavailable',
  '58030': 'unavailable',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '57P05': 'unavailable',
  ECONNREFUSED: 'unavailable',
  ECONNRESET: 'unavailable',
  ENOENT: 'unavailable',
  EPIPE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  ENOTFOUND: 'unavailable',
  EAI_AGAIN: 'unavailable',
  EHOSTUNREACH: 'unavailable',
};

// pg reports a connection that ended under a query, and a pool that gave none in time, by words only.
const LOST_CONNECTION =
  /connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error/i;

/** Looks through TypeORM's wrapper and through causes. Anything that is not the database's is `other`. */
export function classify(error: unknown): DatabaseProblem {
  // Not `instanceof`: an error of the system may come from another realm.
  for (let current = error, depth = 0; types.isNativeError(current) && depth < 5; depth += 1) {
    const code = codeOf(current);
    if (code !== undefined) {
      const problem = BY_CODE[code];
      if (problem !== undefined) return problem;
      if (code.startsWith('08')) return 'unavailable';
      if (code.startsWith('22')) return 'invalid-value';
    }
    if (LOST_CONNECTION.test(current.message)) return 'unavailable';
    current = 'driverError' in current && current.driverError !== current ? current.driverError : current.cause;
  }
  return 'other';
}

/** The constraint a unique, foreign-key or check error names. */
export function constraintOf(error: unknown): string | undefined {
  if (!types.isNativeError(error)) return undefined;
  if ('constraint' in error && typeof error.constraint === 'string') return error.constraint;
  return 'driverError' in error ? constraintOf(error.driverError) : constraintOf(error.cause);
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
