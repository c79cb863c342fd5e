import { DataSource } from 'typeorm';
import { classify } from '../database/database-errors.js';
import { type Sql, sqlOf } from '../database/sql.js';
import { DomainError } from '../errors/domain-error.js';
import {
  type IndexChange,
  SEARCH_GROUPS,
  SearchEngine,
  type SearchGroup,
  type SearchHit,
  type SearchQuestion,
  type SearchTerm,
} from './search-engine.js';
import { cursorFor, type Cursor, readCursor, statementOf, tagsOf } from './postgres-question.js';
import { mayMean, typosIn } from './typos.js';

const BEGIN = `begin read only; set local statement_timeout = 3000; set local jit = off`;
const CANDIDATES = 60;
const MEANT = 8;
const CONFIG = { es: 'pg_catalog.spanish', en: 'pg_catalog.english' } as const;

/**
 * The words of a term as PostgreSQL looks for them: as they were said, and by their stems in either language. What was
 * joined by a sign (`node.js`) is words in a row.
 */
const TERMS = `
  select p.plain, (case when t.goes_on and length(p.plain) > 2 then (select sum(w.uses) from search_words w where w.word like p.plain || '%')
        else (select w.uses from search_words w where w.word = p.plain) end)::int as uses, (case
      when t.exactly or p.plain like '% %' then phraseto_tsquery('simple', p.plain)
      else plainto_tsquery('simple', p.plain)
        || (case when t.goes_on and length(p.plain) > 2 then to_tsquery('simple', p.plain || ':*') else '' end)
        || plainto_tsquery('spanish', p.plain) || plainto_tsquery('english', p.plain) end)::text as query
    from unnest($1::text[], $2::boolean[], $3::boolean[]) with ordinality as t (said, exactly, goes_on, place),
         lateral (select btrim(search_plain(t.said)) as plain offset 0) p
   order by t.place`;

const ALIKE = `
  select t.said, w.word, w.uses from unnest($1::text[]) as t (said), lateral (
    select word, uses from search_words where word % t.said order by similarity(word, t.said) desc, uses desc limit ${CANDIDATES}) w`;

interface TermRow {
  plain: string;
  /** Empty where no word is left. */
  query: string;
  /** How many documents have it, or words that begin so where it may go on; of the words that are counted. */
  uses: number | null;
}

/** A word that is in so few documents is quickly found in the index. */
const RARE = 2_000;
const COUNTED = /^[^0-9\s]{4,24}$/;
const isRare = ({ plain, uses }: TermRow): boolean => COUNTED.test(plain) && (uses ?? 0) < RARE;

/** What the index is asked for, and whether that is in few documents. */
interface Sought {
  readonly queries: readonly string[];
  readonly rare: boolean;
}
interface AlikeRow {
  said: string;
  word: string;
  uses: number;
}

/** A rollback that fails says only that the connection is lost. */
const connectionGone = (): void => undefined;

/** The index in the database of the hub itself. */
export class PostgresSearch extends SearchEngine {
  readonly place = 'database';
  /** The groups of one search ask for the same list of terms: what they mean is read once, and forgotten with the list. */
  readonly #terms = new WeakMap<readonly SearchTerm[], Promise<readonly TermRow[]>>();
  readonly #alike = new WeakMap<readonly SearchTerm[], Promise<readonly AlikeRow[]>>();

  constructor(private readonly source: DataSource) {
    super();
  }

  async find(question: SearchQuestion): Promise<SearchHit[]> {
    const runner = this.source.createQueryRunner();
    try {
      const terms = question.terms.length === 0 ? [] : await this.terms(question.terms);
      await runner.query(BEGIN);
      const hits = await this.answer(sqlOf(runner.manager), question, terms);
      await runner.query('commit');
      return hits;
    } catch (error) {
      await runner.query('rollback').catch(connectionGone);
      throw classify(error) === 'timeout' ? new DomainError('search/too-much') : error;
    } finally {
      await runner.release();
    }
  }

  private terms(terms: readonly SearchTerm[]): Promise<readonly TermRow[]> {
    const known = this.#terms.get(terms);
    if (known !== undefined) return known;
    const reading = sqlOf(this.source).query<TermRow>(TERMS, [
      terms.map(({ said }) => said),
      terms.map(({ exactly }) => exactly),
      terms.map(({ goesOn }) => goesOn),
    ]);
    this.#terms.set(terms, reading);
    return reading;
  }

  private alike(sql: Sql, terms: readonly SearchTerm[], said: readonly string[]): Promise<readonly AlikeRow[]> {
    const known = this.#alike.get(terms);
    if (known !== undefined) return known;
    const reading = sql.query<AlikeRow>(ALIKE, [said]);
    this.#alike.set(terms, reading);
    return reading;
  }

  /** What was said, and where that is found nowhere, what may have been meant. */
  private async answer(sql: Sql, question: SearchQuestion, found: readonly TermRow[]): Promise<SearchHit[]> {
    const cursor = readCursor(question.after);
    if (found.length === 0) return this.matching(sql, question, { queries: [], rare: false }, cursor, false);
    const queries = found.map(({ query }) => query);
    if (queries.every((query) => query === '')) return [];
    if (!cursor?.near) {
      const hits = await this.matching(sql, question, { queries, rare: found.some(isRare) }, cursor, false);
      if (hits.length > 0 || cursor) return hits;
    }
    const wider = await this.meant(sql, question, found);
    return wider === null ? [] : this.matching(sql, question, wider, cursor, true);
  }

  /** Each word or one of those that it may be a slip for; null where there are none. */
  private async meant(sql: Sql, { terms }: SearchQuestion, found: readonly TermRow[]): Promise<Sought | null> {
    const mayBeWrong = ({ plain }: TermRow, place: number): boolean =>
      terms[place]?.exactly === false && !plain.includes(' ') && typosIn([...plain].length) > 0;
    const said = found.filter(mayBeWrong).map(({ plain }) => plain);
    if (said.length === 0) return null;
    const alike = await this.alike(sql, terms, said);
    let [any, rare] = [false, false];
    const queries = found.map((row, place) => {
      const term = terms[place];
      if (!term || !mayBeWrong(row, place)) return row.query;
      const words = alike.filter((one) => one.said === row.plain && mayMean(row.plain, one.word, term.goesOn));
      any ||= words.length > 0;
      rare ||= words.reduce((sum, { uses }) => sum + uses, 0) < RARE;
      return [row.query, ...words.slice(0, MEANT).map(({ word }) => `'${word.replace(/['\\]/g, '$&$&')}'`)]
        .filter((query) => query !== '')
        .join(' | ');
    });
    return any ? { queries, rare } : null;
  }

  private async matching(
    sql: Sql,
    question: SearchQuestion,
    { queries, rare }: Sought,
    cursor: Cursor | null,
    near: boolean,
  ): Promise<SearchHit[]> {
    const { text, values } = statementOf(question, queries, cursor, rare);
    const rows = await sql.query<{ id: string; at: string }>(text, values);
    return rows.map(({ id, at }) => ({ id, cursor: cursorFor({ id, at, near }) }));
  }

  async write({ put, remove }: IndexChange, sql: Sql): Promise<void> {
    for (const group of SEARCH_GROUPS) {
      await this.remove(sql, group, idsOf(remove, group));
      const documents = put.filter((document) => document.group === group);
      if (documents.length === 0) continue;
      const rows = documents.map(({ id, room, author, at, language, words, has }) => ({
        ...{ id, room, author, at, words },
        config: CONFIG[language],
        tags: tagsOf({ room, author, has }),
      }));
      await sql.query(
        `insert into search_${group} as s (id, room_id, author_id, at, words)
         select d.id, d.room, d.author, d.at,
                strip(to_tsvector(d.config::regconfig, p.plain)) || to_tsvector('simple', p.plain) || array_to_tsvector(d.tags)
           from jsonb_to_recordset($1::jsonb) as d (id uuid, room uuid, author uuid, at timestamptz, words text, config text, tags text[]),
                lateral (select search_plain(d.words) as plain offset 0) p
         on conflict (id) do update set room_id = excluded.room_id, author_id = excluded.author_id, at = excluded.at, words = excluded.words
          where (s.room_id, s.author_id, s.at, s.words) is distinct from (excluded.room_id, excluded.author_id, excluded.at, excluded.words)`,
        [JSON.stringify(rows)],
      );
    }
  }

  async clear(sql: Sql): Promise<void> {
    await sql.query(`truncate ${SEARCH_GROUPS.map((group) => `search_${group}`).join(', ')}, search_words`);
  }

  /** Its tables came with the migrations, and are filled by whoever reads the log from its start. */
  async prepare(): Promise<boolean> {
    return false;
  }

  private async remove(sql: Sql, group: SearchGroup, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await sql.query(`delete from search_${group} where id = any($1::uuid[])`, [ids]);
  }
}

const idsOf = (list: IndexChange['remove'], group: SearchGroup): string[] =>
  list.filter((one) => one.group === group).map(({ id }) => id);
