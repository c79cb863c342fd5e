import type { SearchDocument, SearchQuestion } from './search-engine.js';

/** Up to so many rooms or people are looked for in the index itself; more are compared row by row. */
const FEW = 100;

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

/** So many of the newest are looked through one by one before the index is asked: a common word is soon found. */
const FIRST_LOOK = 1_500;
/** So many of the messages where what is sought is known to be common, and the index does not know the many rooms it is sought in. */
const LONG_LOOK = 15_000;

/**
 * The statement that answers a question, with its values; every term's query is a tsquery as text, empty where it asks for
 * nothing. It begins with the newest documents (of the room or of the author, where there is only one) and stops where a page
 * is full. Only where they do not hold a whole page the index is asked, which knows all that match but not which are the
 * newest. `rare`: what is asked for is seldom said, and the index is asked soon. (A seldom form may be of a common word.)
 */
export function statementOf(
  question: SearchQuestion,
  queries: readonly string[],
  cursor: Cursor | null,
  rare: boolean,
): { text: string; values: unknown[] } {
  const { group, rooms, authors, has, since, until } = question;
  const values: unknown[] = [];
  const value = (one: unknown, type: string): string => `$${values.push(one)}::${type}`;
  const [table, limit] = [`search_${group}`, Math.trunc(question.limit)];
  const when: string[] = [];
  if (since !== null) when.push(`at >= ${value(since, 'timestamptz')}`);
  if (until !== null) when.push(`at < ${value(until, 'timestamptz')}`);
  if (cursor !== null) when.push(`(at, id) < (${value(cursor.at, 'timestamptz')}, ${value(cursor.id, 'uuid')})`);
  const whose: string[] = [];
  if (rooms !== null) whose.push(`room_id = any(${value(rooms, 'uuid[]')})`);
  if (authors !== null) whose.push(`author_id = any(${value(authors, 'uuid[]')})`);
  const said = [...queries.filter((query) => query !== ''), ...has.map((what) => quoted(hasTag(what)))];
  const marked = [...said, ...anyOf(rooms, roomTag), ...anyOf(authors, authorTag)];
  const matches = (sought: readonly string[]): string[] =>
    sought.length === 0 ? [] : [`words @@ ${value(sought.map((query) => `(${query})`).join(' & '), 'tsquery')}`];
  const ordered = (of: string): string => `order by ${of}at desc, ${of}id desc`;
  const look = group === 'messages' && !rare && (rooms?.length ?? 0) > FEW ? LONG_LOOK : FIRST_LOOK;
  const scope = [...onlyOne('room_id', rooms), ...onlyOne('author_id', authors)].slice(0, 1);
  const newest = `select * from ${table} ${where([...when, ...scope.map(({ column, id }) => `${column} = ${value(id, 'uuid')}`)])} ${ordered('')} limit ${look}`;
  const insufficient = `(select count(*) from soon) < ${limit}`;
  const text = `
    with soon as materialized (
      select id, at from (${newest}) newest ${where([...whose, ...matches(said)])} ${ordered('')} limit ${limit}),
    rest as (
      select id, at from (select id, at from ${table} ${where([...when, ...whose, ...matches(marked), insufficient])} offset 0) hits
       ${ordered('')} limit ${limit})
    select id, at::text from (
      select id, at from soon where not ${insufficient} union all select id, at from rest) found ${ordered('found.')}`;
  return { text, values };
}

/** The one that something has to be of, where its newest are in an index of their own. */
const onlyOne = (column: string, ids: readonly string[] | null): { column: string; id: string | undefined }[] =>
  ids?.length === 1 ? [{ column, id: ids[0] }] : [];
const where = (conditions: readonly string[]): string =>
  conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
const anyOf = (ids: readonly string[] | null, tag: (id: string) => string): string[] =>
  ids === null || ids.length === 0 || ids.length > FEW ? [] : [ids.map((id) => quoted(tag(id))).join(' | ')];
const quoted = (lexeme: string): string => `'${lexeme}'`;
