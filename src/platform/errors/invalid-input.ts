import { DomainError } from './domain-error.js';

/** What schemas of the Standard Schema kind report; zod adds the names of unknown fields. */
interface Issue {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly keys?: readonly string[];
}

/** The refusal of an input by its schema; `field` is the path of the first thing that is wrong. */
export function invalidInput(issues: readonly Issue[], whole = 'input'): DomainError {
  const [issue] = issues;
  const path = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  // An unknown field is reported by its parent; it is the field that helps.
  const field = [...path, ...(issue?.keys?.slice(0, 1) ?? [])].join('.').slice(0, 200);
  return new DomainError('invalid-input', { field: field || whole });
}
