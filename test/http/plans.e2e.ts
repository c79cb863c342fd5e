import pg from 'pg';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

// How lists and searches are carried out where there is much: which tables are read from end to end, and how many pages are
// touched. `npm run bench -- search` asks the same of a million messages.

/** A table with more rows than this is not read from end to end. */
const BIG = 10_000;
const MOST_PAGES = 500;

interface Asked {
  text: string;
  values: unknown[];
}
interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Loops': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

const asked: Asked[] = [];
const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query');
let hub: TestHub;
let alice: Person;
let roomId: string;

beforeAll(async () => {
  const { query } = pg.Client.prototype;
  const telling = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first, values] = args;
    if (typeof first === 'string') asked.push({ text: first, values: Array.isArray(values) ? values : [] });
    else if (typeof first === 'object' && first !== null && 'text' in first)
      asked.push({
        text: String(first.text),
        values: 'values' in first && Array.isArray(first.values) ? first.values : [],
      });
    return Reflect.apply(query, this, args);
  };
  Object.defineProperty(pg.Client.prototype, 'query', { ...original, value: telling });
  hub = await TestHub.boot();
  alice = await hub.person('Alicia');
  roomId = await hub.room(alice);
  await fill(await hub.room(alice, { title: 'Multitud' }));
});
afterAll(async () => {
  if (original) Object.defineProperty(pg.Client.prototype, 'query', original);
  await hub.close();
});

/** Thirty people who said 20,000 things in one room, 12,000 in another, and an inbox. */
async function fill(crowded: string): Promise<void> {
  await hub.sql.query(
    `insert into accounts (id, kind, name, language, time_zone, created_at)
     select gen_random_uuid(), 'person', 'Persona ' || n, 'es', 'UTC', now() from generate_series(1, 12000) n`,
  );
  const members = `insert into memberships (room_id, account_id, role, state, name, kind, joined_at)
    select $1, id, 'learner', 'member', name, kind, now() from accounts where name like 'Persona %'`;
  await hub.sql.query(members, [crowded]);
  await hub.sql.query(`${members} order by id limit 30`, [roomId]);
  await hub.sql.query(
    `with said as (
       insert into messages (id, room_id, seq, touched, author_id, client_id, text, posted_at, asks)
       select gen_random_uuid(), $1, 100 + n, 100 + n, (array_agg(p.account_id))[1 + n % 30], gen_random_uuid(), 'palabra numero' || n, now() - (20000 - n) * interval '1 second', n % 40 = 0
         from generate_series(1, 20000) n, (select account_id from memberships where room_id = $1 and role = 'learner') p group by n order by n
       returning id, room_id, author_id, posted_at, text)
     insert into search_messages (id, room_id, author_id, at, words)
     select id, room_id, author_id, posted_at, to_tsvector('simple', text) || array_to_tsvector(array['@r' || right(room_id::text, 12)]) from said`,
    [roomId],
  );
  await hub.sql.query(
    `insert into notices (id, account_id, fact, kind, what, at, room_id, by_id, message_id, message_seq)
     select gen_random_uuid(), $2, 'mention:' || id, 'mention', 'mention', posted_at, room_id, author_id, id, seq from messages where room_id = $1 limit 3000`,
    [roomId, alice.id],
  );
  await hub.sql.query(`update streams set seq = 20200, last_message_seq = 20100 where id = 'room:' || $1::text`, [
    roomId,
  ]);
  await hub.sql.query('vacuum analyze');
}

it.each([
  ['my rooms', () => '/api/rooms'],
  ['a room, as it opens', () => `/api/rooms/${roomId}/snapshot`],
  ['the newest messages', () => `/api/rooms/${roomId}/messages`],
  ['messages in the middle', () => `/api/rooms/${roomId}/messages?before=10000`],
  ['around a permalink', () => `/api/rooms/${roomId}/messages?around=10000`],
  ['threads', () => `/api/rooms/${roomId}/threads`],
  ['open questions', () => `/api/rooms/${roomId}/questions`],
  ['saved', () => '/api/saved'],
  ['the inbox', () => '/api/notices'],
  ['what is unread in it', () => '/api/notices/unread'],
  ['a common word', () => '/api/search?q=palabra'],
  ['a rare word', () => '/api/search?q=numero777'],
])('%s: no big table is read from end to end, and few pages are touched', async (_, pathOf) => {
  const big = await hub.sql.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > ${BIG}`,
  );
  await hub.log.settled();
  asked.length = 0;
  expect((await alice.http.get(pathOf())).status).toBe(200);
  const statements = asked.splice(0).filter(({ text }) => /^\s*(select|with)\b/i.test(text));
  let pages = 0;
  const scanned = new Set<string>();
  for (const { text, values } of statements) {
    const [row] = await hub.sql.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `explain (analyze, buffers, timing off, format json) ${text}`,
      values,
    );
    const plan = row?.['QUERY PLAN'][0].Plan;
    if (!plan) throw new Error(`no plan of ${text}`);
    pages += plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    for (const node of nodesOf(plan))
      if (node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0) scanned.add(node['Relation Name'] ?? '');
  }
  expect(big.filter(({ name }) => scanned.has(name))).toEqual([]);
  expect(pages).toBeLessThan(MOST_PAGES);
});

function* nodesOf(plan: Plan): Generator<Plan> {
  yield plan;
  for (const child of plan.Plans ?? []) yield* nodesOf(child);
}
