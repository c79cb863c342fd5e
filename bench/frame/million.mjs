// A hub's memory: messages in rooms of very different size, said over three years, and who reads them.
import { now, sleep, whole } from './numbers.mjs';
import { membersOf, people } from './stage.mjs';
import { sayings } from './sayings.mjs';

const BATCH = 10_000;
/** People of each sort: the limit of searches is one person's. */
export const TWINS = 12;

/** Sorts of people by what they may read; the rooms of each. The first room is the largest. */
export async function readersOf(hub, ids) {
  const share = {
    'in 1 room': ids.slice(0, 1),
    'in 12 small rooms': ids.slice(-12),
    'in 300 rooms': ids.filter((_, at) => at % 10 < 3),
    'in 900 rooms': ids.filter((_, at) => at % 10 > 0),
  };
  const made = {};
  for (const [name, mine] of Object.entries(share)) {
    const twins = await people(hub, TWINS);
    await membersOf(
      hub,
      twins.flatMap((person) => mine.map((room) => [room, person])),
    );
    made[name] = { twins, rooms: mine };
  }
  return made;
}

/** Fifty who write, three to a room. */
export async function writersOf(hub, ids) {
  const writers = await people(hub, 50);
  await hub.sql(`update accounts set name = 'Escriba ' || substr(md5(id::text), 1, 8) where id = any($1::uuid[])`, [
    writers.map(({ id }) => id),
  ]);
  await membersOf(
    hub,
    ids.flatMap((room, at) => [0, 1, 2].map((n) => [room, writers[(at * 3 + n) % writers.length]])),
  );
  return writers;
}

/** The messages and their events. The last 20,000 come by the log: the hub indexes them as it always does. */
export async function fill(hub, { ids, writers, messages, say }) {
  const speech = sayings();
  const sampled = Math.min(20_000, messages / 2);
  // Built at once when the rows are there.
  await hub.sql('drop index search_messages_words; alter table search_messages disable trigger user');
  const weights = ids.map((_, at) => (at === 0 ? 6 : 1 / Math.sqrt(at + 1)));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const seqs = new Map();
  const room = () => {
    let left = speech.random() * total;
    for (const [at, weight] of weights.entries()) if ((left -= weight) <= 0) return at;
    return 0;
  };
  for (let from = 0; from < messages; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, messages - from) }, (_, n) => {
      const at = room();
      seqs.set(at, (seqs.get(at) ?? 100) + 1);
      const text = speech.next(from + n);
      return {
        room: ids[at],
        seq: seqs.get(at),
        author: writers[(at * 3 + (n % 3)) % writers.length].id,
        text,
        n: from + n,
      };
    });
    // The last of them come by the log, as people's do: that is how fast the index takes them in.
    const byLog = from >= messages - sampled;
    await hub.sql(
      `with said as materialized (
         select uuidv7((n - $2) * 94 * interval '1 second') as id, r.*, now() - (($2 - n) * 94) * interval '1 second' as at
           from jsonb_to_recordset($1::jsonb) as r (room uuid, seq bigint, author uuid, text text, n int)),
       stored as (
         insert into messages (id, room_id, seq, touched, author_id, client_id, text, posted_at, asks, mentions)
         select id, room, seq, seq, author, gen_random_uuid(), text, at, n % 37 = 0, case when n % 20 = 0 then array[$3::uuid] else '{}' end from said)
       ${byLog ? FACTS : DOCUMENTS}`,
      [JSON.stringify(rows), messages, writers[0].id],
    );
    if (from % 200_000 === 0) say(`  ${whole(from + rows.length)} messages stored`);
  }
  await hub.sql(
    `update streams s set seq = m.seq, last_message_seq = m.seq from (select room_id, max(seq) as seq from messages group by room_id) m where s.id = 'room:' || m.room_id`,
  );
  await hub.sql(
    `create index search_messages_words on search_messages using gin (words) with (gin_pending_list_limit = 1024);
     alter table search_messages enable trigger user;
     insert into search_words select word, ndoc from ts_stat('select words from search_messages') where word ~ '^[^0-9@]{4,24}$'
       on conflict (word) do update set uses = search_words.uses + excluded.uses`,
  );
  say('  the index is built');
  const began = now();
  const before = await indexedIn(hub);
  let there = before;
  for (; there < messages; there = await indexedIn(hub)) {
    say(`  ${whole(there)} in the index`);
    await sleep(Math.min(10_000, messages / 100));
  }
  return { perSecond: ((there - before) / (now() - began)) * 1000 };
}

const FACTS = `insert into events (stream, seq, type, version, subject, actor, at, payload, is_message)
  select 'room:' || room, seq, 'chat.message-posted', 3, id, author, at, '{"message": {}}', true from said order by n`;
// As the adapter writes them.
export const VECTOR = (words) =>
  `strip(to_tsvector('pg_catalog.spanish', search_plain(${words}))) || to_tsvector('simple', search_plain(${words}))`;
const DOCUMENTS = `insert into search_messages (id, room_id, author_id, at, words)
  select id, room, author, at, ${VECTOR('text')} || array_to_tsvector(array_remove(array['@r' || right(room::text, 12), '@a' || right(author::text, 12),
    case when text like '%https://%' then '@hlink' end, case when n % 37 = 0 then '@hquestion' end], null)) from said`;

const indexedIn = async (hub) => Number((await hub.sql('select count(*) as count from search_messages'))[0].count);
