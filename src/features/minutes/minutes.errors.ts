import { DomainError } from '../../platform/errors/domain-error.js';

/** Expected refusals about minutes. */
export class MinutesRefused extends DomainError {
  override readonly name = 'MinutesRefused';
}

export const minutesNotFound = (): MinutesRefused => new MinutesRefused('not-found');
export const changedMeanwhile = (): MinutesRefused => new MinutesRefused('minutes/changed-meanwhile');
