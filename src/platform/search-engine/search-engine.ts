import type { Language } from '../../contract/words.js';
import type { Sql } from '../database/sql.js';

export const SEARCH_GROUPS = ['people', 'rooms', 'messages', 'files'] as const;
export type SearchGroup = (typeof SEARCH_GROUPS)[number];

/** What can be found: words, and what they can be narrowed by. */
export interface SearchDocument {
  readonly group: SearchGroup;
  readonly id: string;
  /** Who may read this room may find it; null: of no room. */
  readonly room: string | null;
  readonly author: string | null;
  readonly at: Date;
  readonly language: Language;
  readonly words: string;
  /** What there is to it besides words: `file`, `link` … */
  readonly has: readonly string[];
}

export interface SearchTerm {
  readonly said: string;
  /** In quotes: these words, in this order, as they are. */
  readonly exactly: boolean;
  /** Somebody is still typing it: whatever begins so is meant too. */
  readonly goesOn: boolean;
}

/** All of it must hold. Lists that are null ask for nothing; an empty list finds nothing. */
export interface SearchQuestion {
  readonly group: SearchGroup;
  readonly terms: readonly SearchTerm[];
  readonly rooms: readonly string[] | null;
  readonly authors: readonly string[] | null;
  readonly has: readonly string[];
  /** From this moment on … */
  readonly since: Date | null;
  /** … and until before this one. */
  readonly until: Date | null;
  readonly limit: number;
  /** `cursor` of the last hit that is known already. One that is none begins from the top. */
  readonly after: string | null;
}
/** The newest first. Only where to look: what is shown, and whether it may be, the rows themselves say. */
export interface SearchHit {
  readonly id: string;
  readonly cursor: string;
}

/** What became of documents: new and changed ones, and ids of those that are no more. */
export interface IndexChange {
  readonly put: readonly SearchDocument[];
  readonly remove: readonly { readonly group: SearchGroup; readonly id: string }[];
}

/**
 * Finds documents by their words: accents and case do not count, the last word may go on, a mistyped word finds what was meant.
 * Inside of the database its index changes with the events, in their transaction; elsewhere by jobs.
 */
export abstract class SearchEngine {
  abstract readonly place: 'database' | 'elsewhere';
  /** Throws `search/away` or `search/too-much`. */
  abstract find(question: SearchQuestion): Promise<SearchHit[]>;
  /** `sql` is the transaction that the change belongs to; an index elsewhere has no use for it. */
  abstract write(change: IndexChange, sql: Sql): Promise<void>;
  /** Empties the index. */
  abstract clear(sql: Sql): Promise<void>;
  /** Makes what it needs to begin. True where there was no index yet, so that it has to be filled. */
  abstract prepare(): Promise<boolean>;
}
