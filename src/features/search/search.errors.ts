import type { ErrorCode } from '../../contract/errors.contract.js';
import { DomainError } from '../../platform/errors/domain-error.js';

/** A search that cannot be answered as it was written. */
export class SearchRefused extends DomainError {
  override readonly name = 'SearchRefused';
}

type WithValue = Extract<
  ErrorCode,
  'search/unknown-has' | 'search/bad-date' | 'search/no-such-person' | 'search/no-such-room'
>;
/** The value is repeated to whoever wrote it, and short. */
export const badValue = (code: WithValue, value: string): SearchRefused =>
  new SearchRefused(code, { value: value.slice(0, 60) });
export const nothingAsked = (): SearchRefused => new SearchRefused('search/nothing-asked');
