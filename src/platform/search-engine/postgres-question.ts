import type { SearchDocument, SearchQuestion } from './search-engine.js';

/** Up to so many rooms or people are looked for in the index itself; more are compared row by row. */
const FEW = 10;

/** Where the next page begins: after this one. `near`: nothing was found as it was said, so these are what may have been meant. */
export interface Cursor {
  readonly id: string;
  /** As PostgreSQL writes it, to the microsecond. */
  readonly at: string;
  readonly near: boolean;
}
const CURSOR =
  /^([en])~(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00)~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const cursorFor = ({ id, at, near }: Cursor): string =>
  Buffer.from(`${near ? 'n' : 'e'}~${at}~${id}`).toString('base64url');

/** Null for whatever is none. */
export function readCursor(text: string | null): Cursor | null {
  const [, way, at, id] = CURSOR.exec(Buffer.from(text ?? '', 'base64url').toString()) ?? [];
  return at === undefined || id === undefined ? null : { id, at, near: way === 'n' };
}

/** Marks beside the words, so that one index knows all: no word has such a sign. The rows themselves are asked as well. */
const roomTag = (id: string): string => `@r${id.slice(-12)}`;
const authorTag = (id: string): string => `@a${id.slice(-12)}`;
const hasTag = (what: string): string => `@h${what}`;

export function tagsOf({ room, author, has }: Pick<SearchDocument, 'room' | 'author' | 'has'>): string[] {
  const tags = [...(room === null ? [] : [roomTag(room)]), ...(author === null ? [] : [authorTag(author)])];
  return [...tags, ...has.map(hasTag)];
}

/** The condition of the statement with its values; every term's query is a tsquery as text, empty where it asks for nothing. */
export function conditionOf(
  { rooms, authors, has, since, until }: SearchQuestion,
  queries: readonly string[],
  cursor: Cursor | null,
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const value = (one: unknown, type: string): string => `$${values.push(one)}::${type}`;
  const conditions: string[] = [];
  const sought = [
    ...queries.filter((query) => query !== ''),
    ...has.map((what) => quoted(hasTag(what))),
    ...anyOf(rooms, roomTag),
    ...anyOf(authors, authorTag),
  ];
  if (sought.length > 0)
    conditions.push(`words @@ ${value(sought.map((query) => `(${query})`).join(' & '), 'tsquery')}`);
  if (rooms !== null) conditions.push(`room_id = any(${value(rooms, 'uuid[]')})`);
  if (authors !== null) conditions.push(`author_id = any(${value(authors, 'uuid[]')})`);
  if (since !== null) conditions.push(`at >= ${value(since, 'timestamptz')}`);
  if (until !== null) conditions.push(`at < ${value(until, 'timestamptz')}`);
  if (cursor !== null) conditions.push(`(at, id) < (${value(cursor.at, 'timestamptz')}, ${value(cursor.id, 'uuid')})`);
  return { text: conditions.length > 0 ? conditions.join(' and ') : 'true', values };
}

const anyOf = (ids: readonly string[] | null, tag: (id: string) => string): string[] =>
  ids === null || ids.length === 0 || ids.length > FEW ? [] : [ids.map((id) => quoted(tag(id))).join(' | ')];
const quoted = (lexeme: string): string => `'${lexeme}'`;
