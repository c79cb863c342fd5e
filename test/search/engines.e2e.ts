import { DataSource } from 'typeorm';
import { Clock } from '../../src/platform/clock/clock.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { sqlOf } from '../../src/platform/database/sql.js';
import { MeiliSearch } from '../../src/platform/search-engine/meili-search.js';
import { PostgresSearch } from '../../src/platform/search-engine/postgres-search.js';
import type {
  IndexChange,
  SearchDocument,
  SearchEngine,
  SearchQuestion,
} from '../../src/platform/search-engine/search-engine.js';
import { createTestDatabase } from '../support/test-database.js';
import { caughtUp } from './meili-tasks.js';

interface Running {
  readonly engine: SearchEngine;
  write(change: Partial<IndexChange>): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

async function postgres(): Promise<Running> {
  const database = await createTestDatabase();
  const source = await new DataSource(dataSourceOptions({ url: database.url, max: 2 })).initialize();
  const engine = new PostgresSearch(source);
  // Rooms and people of the documents are nobody's business here.
  const keys = await source.query<{ name: string; table: string }[]>(
    `select conname as name, conrelid::regclass::text as table from pg_constraint where contype = 'f' and conrelid::regclass::text like 'search_%'`,
  );
  for (const { name, table } of keys) await source.query(`alter table ${table} drop constraint ${name}`);
  const sql = sqlOf(source);
  return {
    engine,
    write: (change) => engine.write({ put: [], remove: [], ...change }, sql),
    clear: () => engine.clear(sql),
    close: async () => {
      await source.destroy();
      await database.drop();
    },
  };
}

const url = process.env['MEILI_URL'];
const key = process.env['MEILI_KEY'];
async function meilisearch(): Promise<Running> {
  const engine = new MeiliSearch({ url: url ?? '', key }, new Clock());
  const settled = () => caughtUp(url ?? '', key);
  await engine.prepare();
  return {
    engine,
    write: async (change) => {
      await engine.write({ put: [], remove: [], ...change });
      await settled();
    },
    clear: () => engine.clear(),
    close: () => engine.clear(),
  };
}

const uuid = (kind: string, n: number): string => `018f0000-0000-7000-8000-${kind}${String(n).padStart(11, '0')}`;
const [ROOM, OTHER_ROOM, ANA, BETO] = [uuid('a', 1), uuid('a', 2), uuid('b', 1), uuid('b', 2)];
const day = (n: number): Date => new Date(Date.UTC(2026, 10, n, 12));
const document = (n: number, words: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  ...{ group: 'messages', id: uuid('c', n), room: ROOM, author: ANA, at: day(n), language: 'es', has: [] },
  words,
  ...more,
});

const texts: readonly SearchDocument[] = [
  document(1, 'El examen de Álgebra será el lunes'),
  document(2, 'Traed la calculadora al examen', { author: BETO, has: ['question'] }),
  document(3, 'canciones de la montaña', { room: OTHER_ROOM }),
  document(4, 'The test results are in https://example.org/notas-finales', { language: 'en', has: ['link'] }),
  document(5, 'MONTANA y más montaña', { has: ['file', 'image'] }),
  document(6, 'lunes de álgebra: no hay nada'),
];
const plain = { terms: [], rooms: null, authors: null, has: [], since: null, until: null, limit: 10, after: null };

const NO_SERVER = 'MEILI_URL points to no server';
const engines: [string, () => Promise<Running>][] = [['PostgreSQL', postgres]];
if (url !== undefined) engines.push(['Meilisearch', meilisearch]);
else describe.skip(`the search by Meilisearch (skipped: ${NO_SERVER})`, () => it('finds', () => undefined));

describe.each(engines)('the search by %s', (_, start) => {
  let running: Running;
  beforeAll(async () => {
    running = await start();
    await running.clear();
    await running.write({ put: texts });
  });
  afterAll(() => running.close());

  const ask = (said: string, more: Partial<SearchQuestion> = {}): SearchQuestion => {
    const words = said === '' ? [] : said.split(' ');
    const terms = words.map((word, index) => ({ said: word, exactly: false, goesOn: index === words.length - 1 }));
    return { group: 'messages', ...plain, terms, ...more };
  };
  const found = async (question: SearchQuestion): Promise<number[]> =>
    (await running.engine.find(question)).map(({ id }) => Number(id.slice(-6)));
  const phrase = (said: string) => ask('', { terms: [{ said, exactly: true, goesOn: false }] });

  it.each<[string, number[]]>([
    ['lunes', [6, 1]],
    ['LUNES', [6, 1]],
    ['algebra', [6, 1]],
    ['Álgebra lunes', [6, 1]],
    ['montana', [5, 3]],
    ['montaña', [5, 3]],
    // The last word may go on; those before are whole.
    ['calcula', [2]],
    ['cancio montana', []],
    ['examen', [2, 1]],
    ['example.org', [4]],
    ['notas', [4]],
    // Signs of query languages are only signs.
    ["l'unes & | ! lunes", []],
    ['(lunes)', [6, 1]],
    ['lunes:*', [6, 1]],
    ['no hay', [6]],
    ['el de', [1]],
    ['🎉', []],
    ['inexistente', []],
  ])('finds %j', async (said, expected) => {
    expect(await found(ask(said))).toEqual(expected);
  });

  it.each<[string, number[]]>([
    ['calculdora', [2]],
    ['calcuadlora', [2]],
    ['algbera', [6, 1]],
    ['examne algebra', [1]],
    // Short words are taken as they are.
    ['mes', []],
  ])('finds what was meant by %j', async (said, expected) => {
    expect(await found(ask(said))).toEqual(expected);
  });

  it('finds words in a row where they are said to be', async () => {
    expect(await found(phrase('examen de algebra'))).toEqual([1]);
    expect(await found(phrase('de álgebra'))).toEqual([6, 1]);
    expect(await found(phrase('algebra de examen'))).toEqual([]);
    expect(await found(phrase('examne de algebra'))).toEqual([]);
  });

  it('narrows by room, author, time and what there is besides words', async () => {
    expect(await found(ask('', { rooms: [OTHER_ROOM] }))).toEqual([3]);
    expect(await found(ask('montana', { rooms: [ROOM] }))).toEqual([5]);
    expect(await found(ask('montana', { rooms: [ROOM, OTHER_ROOM] }))).toEqual([5, 3]);
    const many = Array.from({ length: 300 }, (_, n) => uuid('d', n));
    expect(await found(ask('montana', { rooms: [...many, OTHER_ROOM] }))).toEqual([3]);
    expect(await found(ask('montana', { rooms: [] }))).toEqual([]);
    expect(await found(ask('examen', { authors: [BETO] }))).toEqual([2]);
    expect(await found(ask('', { authors: [BETO] }))).toEqual([2]);
    expect(await found(ask('', { has: ['file'] }))).toEqual([5]);
    expect(await found(ask('', { has: ['file', 'image'] }))).toEqual([5]);
    expect(await found(ask('', { has: ['file', 'link'] }))).toEqual([]);
    expect(await found(ask('', { since: day(2), until: day(4) }))).toEqual([3, 2]);
    expect(await found(ask('lunes', { until: day(6) }))).toEqual([1]);
    expect(await found(ask('lunes', { group: 'files' }))).toEqual([]);
  });

  it('goes on where a page ended, also among those of one moment and while others come', async () => {
    const same = Array.from({ length: 7 }, (_, n) => document(20 + n, 'repetida', { at: day(20) }));
    await running.write({ put: [...same, document(19, 'repetida')] });
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page += 1) {
      const hits = await running.engine.find(ask('repetida', { limit: 3, after }));
      seen.push(...hits.map(({ id }) => id));
      after = hits.at(-1)?.cursor ?? after;
      await running.write({ put: [document(40 + page, 'repetida')] });
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen)).toEqual(new Set([...same.map(({ id }) => id), uuid('c', 19)]));
    expect(await found(ask('lunes', { after: 'ninguno' }))).toEqual([6, 1]);
    await running.write({
      remove: [19, 20, 21, 22, 23, 24, 25, 26, 40, 41, 42, 43].map((n) => ({ group: 'messages', id: uuid('c', n) })),
    });
  });

  it('knows what was changed, and nothing more of what was taken away', async () => {
    await running.write({ put: [document(30, 'primero papagayo')] });
    expect(await found(ask('papagayo'))).toEqual([30]);
    await running.write({ put: [document(30, 'luego cacatúa')] });
    expect(await found(ask('papagayo'))).toEqual([]);
    expect(await found(ask('papagallo'))).toEqual([]);
    expect(await found(ask('cacatua'))).toEqual([30]);
    await running.write({ remove: [{ group: 'messages', id: uuid('c', 30) }] });
    expect(await found(ask('cacatua'))).toEqual([]);
  });

  it('keeps the groups apart, and people without a room', async () => {
    const person = document(50, 'Lunes Pérez', { group: 'people', room: null });
    await running.write({ put: [person] });
    expect(await found(ask('lunes', { group: 'people' }))).toEqual([50]);
    expect(await found(ask('lunes'))).toEqual([6, 1]);
    await running.write({ remove: [{ group: 'people', id: person.id }] });
  });
});
