import type { Sql } from '../database/sql.js';
import type { StreamHead } from './event-log.types.js';

/**
 * One JSON value out of a feature's own tables: an SQL expression, in parentheses where it is a query. The text is a constant,
 * its parameters ($1, $2 …) are `values`, and each has a cast: several readings become one prepared statement, and so one moment.
 */
export interface Reading<R = unknown> {
  readonly text: string;
  readonly values: readonly unknown[];
  /** What the value means; null = the query found nothing. May refuse by throwing. */
  answer(found: unknown): R;
}
type Answers<R extends readonly Reading[]> = { [K in keyof R]: R[K] extends Reading<infer A> ? A : never };
/** What was read, of one moment with the head. */
export interface Moment<R extends readonly Reading[]> {
  readonly head: StreamHead;
  readonly answers: Answers<R>;
}

/** Statements by the texts of their readings, one after the other: to put the texts together only to look costs more than to walk. */
interface Kept {
  statement?: string;
  readonly next: Map<string, Kept>;
}
const kept: Kept = { next: new Map() };

/** The head of a stream and what the features read, in one statement. */
export async function readAtOnce<const R extends readonly Reading[]>(
  sql: Sql,
  stream: string,
  readings: R,
): Promise<Moment<R>> {
  const values = [stream, ...readings.flatMap((reading) => reading.values)];
  const [row] = await sql.query<Record<string, unknown> & { head: StreamHead | null }>(statementOf(readings), values);
  const answers = readings.map((reading, at) => reading.answer(row?.[`r${at}`] ?? null));
  return { head: row?.head ?? { ...NO_HEAD }, answers: answers as Answers<R> };
}

export const NO_HEAD: StreamHead = { epoch: 1, seq: 0, lastMessageSeq: 0 };

function statementOf(readings: readonly Reading[]): string {
  let place = kept;
  for (const { text } of readings) {
    const next = place.next.get(text) ?? { next: new Map() };
    place.next.set(text, next);
    place = next;
  }
  return (place.statement ??= joined(readings));
}

function joined(readings: readonly Reading[]): string {
  let before = 1;
  const columns = readings.map(({ text, values }, at) => {
    const moved = text.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + before}`);
    before += values.length;
    return `${moved} as r${at}`;
  });
  const head = `(select json_build_object('epoch', epoch, 'seq', seq, 'lastMessageSeq', last_message_seq) from streams where id = $1::text) as head`;
  return `select ${[head, ...columns].join(',\n')}`;
}

/** One reading alone, in a transaction that is under way. */
export async function readOne<R>(sql: Sql, reading: Reading<R>): Promise<R> {
  const [row] = await sql.query<{ found: unknown }>(`select ${reading.text} as found`, reading.values);
  return reading.answer(row?.found ?? null);
}
