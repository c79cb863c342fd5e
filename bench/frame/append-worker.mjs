// The process of the append bench: the application without a door, and the same tables by hand.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import { postgresSeconds, postmasterOf } from './cpu.mjs';
import { percentile, sleep } from './numbers.mjs';

const OUTSTANDING = 1_500;
const AGAIN_MS = 50;
const CEILING_BATCH = 500;
const LANES = 4;
const TEXT = 'una frase de largo corriente para la sala '.repeat(2);

const house = {};

const actorOf = (accountId) => ({
  accountId,
  sessionId: null,
  kind: 'person',
  role: 'member',
  mentor: false,
  minor: false,
  name: 'Persona',
  avatar: null,
  language: 'es',
  guestOf: null,
});

const viewOf = (author, clientId, at) => ({
  id: randomUUID(),
  seq: 0,
  touched: 0,
  author: { id: author, name: 'Persona', kind: 'person', avatar: null },
  clientId,
  replyTo: null,
  text: TEXT,
  mentions: [],
  lang: null,
  state: 'visible',
  postedAt: at.toISOString(),
  editedAt: null,
  deletedAt: null,
  generated: false,
  reactions: [],
  ...{
    attachments: [],
    previews: [],
    threadId: null,
    asks: false,
    answerId: null,
    replies: null,
    thanks: 0,
    pin: null,
  },
});

/** No questions asked: what the log itself costs. */
const bareCommand = {
  name: 'chat:post',
  needs: [],
  decide({ stream, actor, input, at }, draft) {
    const message = viewOf(actor.accountId, input.clientId, at);
    const { seq } = draft.append({
      stream,
      type: 'chat.message-posted',
      subject: message.id,
      payload: { message },
      isMessage: true,
    });
    message.seq = message.touched = seq;
    return { seq };
  },
};

const WRITE = `with put as (
    insert into events (stream, seq, type, version, subject, actor, at, payload, is_message)
    select e.stream, e.seq, 'chat.message-posted', 1, e.id, e.author, now(), jsonb_build_object('message', e.message), true
      from jsonb_to_recordset($1::jsonb) as e (stream text, seq bigint, id uuid, author uuid, message jsonb)),
  keyed as (
    insert into command_keys (account, key, command, input_hash, result, at)
    select e.author, e."clientId", 'chat:post', '\\x00'::bytea, '{"ok":true,"data":{}}', now()
      from jsonb_to_recordset($1::jsonb) as e (author uuid, "clientId" uuid)),
  moved as (
    update streams s set seq = h.seq, last_message_seq = h.seq
      from (select stream, max(seq) as seq from jsonb_to_recordset($1::jsonb) as e (stream text, seq bigint) group by stream) h where s.id = h.stream)
  insert into messages (id, room_id, seq, touched, author_id, client_id, text, state, posted_at)
  select e.id, e.room, e.seq, e.seq, e.author, e."clientId", e.message->>'text', 'visible', now()
    from jsonb_to_recordset($1::jsonb) as e (id uuid, room uuid, seq bigint, author uuid, "clientId" uuid, message jsonb)`;

/** `count` messages for the rooms in turn, in one transaction on one connection. */
async function byHand(client, rooms, count) {
  const [author, at] = [house.author, new Date()];
  const streams = rooms.map((room) => `room:${room}`);
  await client.query('begin');
  const { rows } = await client.query('select id, seq from streams where id = any ($1) order by id for no key update', [
    streams,
  ]);
  const heads = new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
  const list = Array.from({ length: count }, (_, n) => {
    const room = rooms[n % rooms.length];
    const stream = `room:${room}`;
    heads.set(stream, heads.get(stream) + 1);
    const clientId = randomUUID();
    const message = viewOf(author, clientId, at);
    return { stream, room, seq: heads.get(stream), id: message.id, author, clientId, message };
  });
  await client.query({ name: 'by-hand', text: WRITE, values: [JSON.stringify(list)] });
  await client.query('commit');
}

const shares = (rooms, lanes) =>
  Array.from({ length: lanes }, (_, lane) => rooms.filter((_, at) => at % lanes === lane));

/** Workers that go on until `until`; each returns how many facts it has put in. Latencies are those of whole transactions. */
const ways = {
  single: (rooms) => [
    async (turn) => {
      await byHand(house.clients[0], [rooms[turn % rooms.length]], 1);
      return 1;
    },
  ],
  ceiling: (rooms) =>
    shares(rooms, Math.min(LANES, rooms.length)).map((own, lane) => async () => {
      await byHand(house.clients[lane], own, CEILING_BATCH);
      return CEILING_BATCH;
    }),
  append: (rooms) =>
    outstanding(rooms, (room, input) =>
      house.log.append(bareCommand, house.actor, `room:${room}`, input, input.clientId),
    ),
  chat: (rooms) => outstanding(rooms, (room, input) => house.chat.post(house.actor, { ...input, roomId: room })),
};

const outstanding = (rooms, write) =>
  Array.from({ length: OUTSTANDING }, (_, one) => async (turn) => {
    await write(rooms[(one + turn * OUTSTANDING) % rooms.length], {
      clientId: randomUUID(),
      text: TEXT,
      replyTo: null,
      mentions: [],
    });
    return 1;
  });

/** Too much at once: like everybody who is told so, it comes again a little later. */
async function told(error) {
  if (!['busy', 'too-fast', 'try-again'].includes(error.code)) throw error;
  await sleep(AGAIN_MS);
  return 0;
}

export const generator = {
  async open(roomsCount) {
    await import('reflect-metadata');
    const dist = (path) => import(new URL(`../../dist/src/${path}`, import.meta.url).href);
    const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-bench-'));
    chmodSync(dataDir, 0o755);
    const { loadConfig } = await dist('platform/config/config.js');
    const { prepareDataFolder } = await dist('platform/config/data-folder.js');
    const { openDatabase } = await dist('open-database.js');
    const { bootContext } = await dist('boot.js');
    const { EventLog } = await dist('platform/event-log/event-log.js');
    const { ChatService } = await dist('features/chat/chat.service.js');
    const config = loadConfig({ DATA_DIR: dataDir, DEMO: 'off', VIDEO: 'off', LOG_LEVEL: 'fatal', PORT: '0' });
    prepareDataFolder(dataDir);
    const database = await openDatabase(config);
    const app = await bootContext(database.config);
    const clients = Array.from(
      { length: LANES },
      () => new pg.Client({ connectionString: database.config.databaseUrl }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    const author = randomUUID();
    Object.assign(house, { dataDir, database, app, clients, author, actor: actorOf(author) });
    Object.assign(house, { log: app.get(EventLog, { strict: false }), chat: app.get(ChatService, { strict: false }) });
    house.postmaster = postmasterOf(dataDir);
    house.rooms = Array.from({ length: roomsCount }, () => randomUUID());
    const [client] = clients;
    await client.query(
      `insert into accounts (id, kind, name, language, time_zone, created_at) values ($1, 'person', 'Persona', 'es', 'Europe/Madrid', now())`,
      [author],
    );
    await client.query(
      `insert into rooms (id, kind, title, language, visibility, capacity, locks, created_by, created_at)
       select id, 'study-group', 'Banco', 'es', 'public', 100, '{"chat":false,"reactions":false}', $2, now() from unnest($1::uuid[]) as id`,
      [house.rooms, author],
    );
    await client.query(
      `insert into memberships (room_id, account_id, role, state, name, kind, joined_at)
       select id, $2, 'host', 'member', 'Persona', 'person', now() from unnest($1::uuid[]) as id`,
      [house.rooms, author],
    );
    await client.query(`insert into streams (id) select 'room:' || id from unnest($1::uuid[]) as id`, [house.rooms]);
  },

  async measure({ way, streams, seconds, warmup }) {
    const rooms = house.rooms.slice(0, streams);
    const start = performance.now();
    const [from, until] = [start + warmup * 1000, start + (warmup + seconds) * 1000];
    let [facts, refused, before] = [0, 0, undefined];
    const latencies = [];
    const work = async (step) => {
      for (let turn = 0; performance.now() < until; turn += 1) {
        const at = performance.now();
        const count = await step(turn).catch(told);
        if (count === 0) refused += 1;
        if (at < from || count === 0) continue;
        before ??= { cpu: process.cpuUsage(), pg: postgresSeconds(house.postmaster), at };
        facts += count;
        latencies.push(performance.now() - at);
      }
    };
    await Promise.all(ways[way](rooms).map(work));
    const lasted = (performance.now() - before.at) / 1000;
    const { user, system } = process.cpuUsage(before.cpu);
    return {
      refused,
      perSecond: facts / lasted,
      microseconds: (user + system) / facts,
      microsecondsPg: ((postgresSeconds(house.postmaster) - before.pg) * 1e6) / facts,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
    };
  },

  async close() {
    await Promise.all((house.clients ?? []).map((client) => client.end()));
    await house.app?.close();
    await house.database?.close();
    rmSync(house.dataDir, { recursive: true, force: true });
  },
};
