// A hub with a million messages: how soon a search or a list is answered, whatever is asked and by whom, what PostgreSQL reads
// for it, and how the index keeps up.
import { beside } from '../frame/beside.mjs';
import { Hub } from '../frame/hub.mjs';
import { fill, readersOf, writersOf } from '../frame/million.mjs';
import { fixed, median, now, percentile, sleep, whole } from '../frame/numbers.mjs';
import { bigTables, plansOf } from '../frame/plans.mjs';
import { call, hostOf, rooms, TooFast } from '../frame/stage.mjs';
import { listsOf, searchesOf } from '../frame/questions.mjs';

export const title = 'Searching and listing in a hub with 1,000,000 messages in 1,000 rooms and 100,000 people';
export const goals = [
  'every kind of search p99 ≤ 150 ms, for a person in 1 room, in 12 small ones, in 300 and in 900',
  'every list p99 ≤ 150 ms',
  'no search and no list reads a table of more than 10,000 rows from end to end',
  'a list touches at most 6,000 pages of 8 KiB, a search 8,000',
];
export const minutes = 20;

const MOST_MS = 150;
const MOST_PAGES = { list: 6_000, search: 8_000 };

export async function run({ rounds, quick, say }) {
  const [messages, roomCount, people, asks] = quick ? [20_000, 100, 2_000, 4] : [1_000_000, 1_000, 100_000, 20];
  const hub = await Hub.start({ preload: ['tell-sql'] });
  try {
    const stage = await staged(hub, { messages, roomCount, people, say });
    const searches = { took: new Map(), plans: new Map() };
    for (const [reader, { twins, rooms: mine }] of Object.entries(stage.readers)) {
      const cases = await searchesOf(hub, mine, stage.writers);
      for (const [kind, queryOf] of Object.entries(cases)) {
        const pathOf = (n) => `/api/search?timeZone=Europe%2FMadrid&q=${encodeURIComponent(queryOf(n))}`;
        await look(hub, searches, `${kind}|${reader}`, { pathOf, twins, rounds, asks, say, big: stage.big });
        // The searches of one person are counted over 20 s.
        await sleep(quick ? 0 : 1_500);
      }
    }
    const lists = { took: new Map(), plans: new Map() };
    const { 'in 300 rooms': reader } = stage.readers;
    for (const [kind, { path, who = reader.twins[0] }] of Object.entries(await listsOf(hub, stage)))
      await look(hub, lists, kind, { pathOf: () => path, twins: [who], rounds, asks, say, big: stage.big });
    return report({ searches, lists, indexed: stage.indexed, size: await sizeOf(hub), messages, roomCount, people });
  } finally {
    await hub.stop();
  }
}

export async function staged(hub, { messages, roomCount, people, say }) {
  const host = await hostOf(hub.url);
  await hub.sql(`update accounts set role = 'admin' where id = $1`, [host.id]);
  const ids = await rooms(hub, host, roomCount);
  await hub.sql(`update rooms set visibility = 'private', title = 'Sala ' || left(md5(id::text), 8)`);
  const readers = await readersOf(hub, ids);
  const writers = await writersOf(hub, ids);
  const indexed = await fill(hub, { ids, writers, messages, say });
  say(`  ${whole(messages)} messages are there and in the index: ${whole(indexed.perSecond)} a second`);
  const reader = readers['in 300 rooms'].twins[0].id;
  await beside(hub, { people, room: ids[0], reader, admin: host.id, writers });
  await hub.sql('vacuum analyze');
  // All that took its time: the host comes back.
  const { accessToken: token } = await call(hub.url, 'POST', '/api/session', {
    body: { email: host.email, password: host.password },
  });
  return { host: { ...host, token }, ids, readers, writers, indexed, big: await bigTables(hub) };
}

/** How long it takes, in rounds, and what PostgreSQL reads for one of them. */
async function look(hub, { took, plans }, kind, { pathOf, twins, rounds, asks, say, big }) {
  const each = [];
  for (let round = 0; round < rounds; round += 1) {
    const times = [];
    for (let n = round * asks; n < (round + 1) * asks; n += 1) {
      times.push(await timed(hub, pathOf(n), twins[n % twins.length].token));
    }
    each.push({ p50: percentile(times, 0.5), p99: percentile(times, 0.99) });
  }
  const [p50, p99] = [median(each.map((one) => one.p50)), median(each.map((one) => one.p99))];
  took.set(kind, { p50, p99 });
  const plan = await plansOf(hub, big, pathOf(0), twins[0].token);
  plans.set(kind, plan);
  const read = plan.scanned.length > 0 ? `, end to end: ${plan.scanned.join(', ')}` : '';
  say(`  ${kind.replace('|', ', ')}: ${fixed(p50)} / ${fixed(p99)} ms, ${whole(plan.pages)} pages${read}`);
}

/** Who asks too fast comes back when told, and only the answer is timed. */
async function timed(hub, path, token) {
  const from = now();
  try {
    await call(hub.url, 'GET', path, { token });
    return now() - from;
  } catch (error) {
    if (!(error instanceof TooFast)) throw error;
    await sleep(error.retryAfter * 1_000);
    return timed(hub, path, token);
  }
}

async function sizeOf(hub) {
  const [row] = await hub.sql(
    `select pg_total_relation_size('search_messages') / 1048576 as index, pg_total_relation_size('search_words') / 1048576 as words, pg_total_relation_size('messages') / 1048576 as messages`,
  );
  return row;
}

function report({ searches, lists, indexed, size, messages, roomCount, people }) {
  const readers = [...new Set([...searches.took.keys()].map((key) => key.split('|')[1]))];
  const kinds = [...new Set([...searches.took.keys()].map((key) => key.split('|')[0]))];
  const cell = ({ p50, p99 }) => `${fixed(p50)} / ${fixed(p99)}`;
  const worst = (took) => [...took].reduce((most, one) => (one[1].p99 > most[1].p99 ? one : most));
  const heaviest = (plans) => [...plans].reduce((most, one) => (one[1].pages > most[1].pages ? one : most));
  const scanned = [...searches.plans, ...lists.plans].filter(([, plan]) => plan.scanned.length > 0);
  const time = (goal, took) => {
    const [kind, { p99 }] = worst(took);
    return { goal, measured: `slowest ${whole(p99)} ms (${kind.replace('|', ', ')})`, met: p99 <= MOST_MS };
  };
  const pages = (goal, plans, most) => {
    const [kind, plan] = heaviest(plans);
    return { goal, measured: `${whole(plan.pages)} (${kind.replace('|', ', ')})`, met: plan.pages <= most };
  };
  return {
    tables: [
      {
        title: `All four groups at once, p50 / p99 in ms, ${whole(messages)} messages in ${whole(roomCount)} rooms`,
        columns: readers,
        rows: kinds.map((kind) => [kind, ...readers.map((reader) => cell(searches.took.get(`${kind}|${reader}`)))]),
      },
      {
        title: `Lists, for a person in 300 rooms of a hub with ${whole(people)} people`,
        columns: ['p50 / p99 ms', 'statements', 'pages touched'],
        rows: [...lists.took].map(([kind, took]) => [
          kind,
          cell(took),
          String(lists.plans.get(kind).statements),
          whole(lists.plans.get(kind).pages),
        ]),
      },
    ],
    notes: [
      `The index takes ${whole(Number(size.index))} MiB beside ${whole(Number(size.messages))} MiB of messages, its words ${whole(Number(size.words))} MiB. It took in ${whole(indexed.perSecond)} messages a second while nothing else went on.`,
    ],
    figures: {
      took: Object.fromEntries([...searches.took, ...lists.took]),
      plans: Object.fromEntries([...searches.plans, ...lists.plans]),
      indexed,
      size,
    },
    verdicts: [
      time('every kind of search p99 ≤ 150 ms', searches.took),
      time('every list p99 ≤ 150 ms', lists.took),
      {
        goal: 'no search and no list reads a big table from end to end',
        measured:
          scanned.length === 0
            ? 'none does'
            : scanned.map(([kind, plan]) => `${kind.replace('|', ', ')}: ${plan.scanned.join(', ')}`).join('; '),
        met: scanned.length === 0,
      },
      pages(`a search touches at most ${whole(MOST_PAGES.search)} pages`, searches.plans, MOST_PAGES.search),
      pages(`a list touches at most ${whole(MOST_PAGES.list)} pages`, lists.plans, MOST_PAGES.list),
    ],
  };
}
