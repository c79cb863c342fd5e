import { isErrorCode, type FailureCode } from '../api/api-error.js';

const FIRST_DELAY_MS = 400;
const SHORT_CEILING_MS = 2_400;
const PART_OF_OUTAGE = 0.04;
const MOST_DELAY_MS = 15_000;

/**
 * Full jitter: anywhere between nothing and a ceiling that doubles, so that a restart is not met by everybody at once. How soon
 * people are back after a long outage depends on that ceiling alone: it stays low for a minute, and then is a part of what the
 * outage has lasted. `awayMs` is since when there was no connection.
 */
export const reconnectDelay = (attempt: number, chance: number, awayMs: number): number => {
  const patience = Math.max(SHORT_CEILING_MS, awayMs * PART_OF_OUTAGE);
  return chance * Math.min(FIRST_DELAY_MS * 2 ** attempt, patience, MOST_DELAY_MS);
};

/** Why a handshake was refused, as far as the hub said so, and when it wants to be asked again. */
export interface Refusal {
  code: FailureCode | null;
  retryInMs?: number;
}

/** A refused handshake carries the error's body as `data`, or at least its code as message; a hub that is not there, neither. */
export function refusalOf({ message, data }: Error & { data?: unknown }): Refusal {
  const body: object = typeof data === 'object' && data !== null ? data : {};
  const code = 'code' in body ? body.code : message;
  const details: object = 'details' in body && typeof body.details === 'object' && body.details ? body.details : {};
  const asked = 'retryInMs' in details && typeof details.retryInMs === 'number' ? details.retryInMs : undefined;
  return { code: isErrorCode(code) ? code : null, ...(asked ? { retryInMs: Math.min(asked, MOST_DELAY_MS) } : {}) };
}
