import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

/** How many statements the transaction has that opens so many breakouts for so many people, up to its facts. */
export async function statementsToOpen(hub: TestHub, host: Person, rooms: number, people: number): Promise<number> {
  const roomId = await hub.room(host, { capacity: 500 });
  const seated = await hub.sql.query<{ id: string }>(
    `with people as (insert into accounts (id, kind, name, language, time_zone, created_at)
       select gen_random_uuid(), 'person', 'P' || n, 'es', 'UTC', now() from generate_series(1, $2::int) n returning id, name)
     insert into memberships (room_id, account_id, role, state, name, kind, joined_at)
       select $1, id, 'learner', 'member', name, 'person', now() from people returning account_id as id`,
    [roomId, people],
  );
  await hub.sql.query(
    `insert into meetings (id, room_id, form, state, started_at) values (gen_random_uuid(), $1, 'drop-in', 'live', now())`,
    [roomId],
  );
  const seats = seated.map(({ id: personId }, index) => ({ personId, place: (index % rooms) + 1 }));
  const titles = Array.from({ length: rooms }, (_, n) => ({ title: `Corrillo ${n + 1}` }));
  const opening = { roomId, clientId: randomUUID(), way: 'by-hand', rooms: titles, seats } as const;
  const asked = await askedDuring(() => host.socket.do('breakouts:open', opening));
  const writer = asked.find(({ text }) => text.startsWith('insert into breakouts'))?.on;
  const written = asked.filter(({ on }) => on === writer).map(({ text }) => text);
  const facts = written.findIndex((text) => text.includes('insert into events'));
  const begun = written.slice(0, facts).findLastIndex((text) => text.startsWith('SET LOCAL'));
  if (facts < 0 || begun < 0) throw new Error('the transaction was not seen');
  return facts - begun;
}

/** Statements that the hub asks meanwhile, each with its connection. */
async function askedDuring(work: () => Promise<unknown>): Promise<{ text: string; on: pg.Client }[]> {
  const asked: { text: string; on: pg.Client }[] = [];
  const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query');
  const { query } = pg.Client.prototype;
  const listening = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args;
    const asks = typeof first === 'object' && first !== null && 'text' in first ? first.text : first;
    asked.push({ text: String(asks).replace(/\s+/g, ' ').trim(), on: this });
    return Reflect.apply(query, this, args);
  };
  Object.defineProperty(pg.Client.prototype, 'query', { ...original, value: listening });
  try {
    await work();
  } finally {
    if (original) Object.defineProperty(pg.Client.prototype, 'query', original);
  }
  return asked;
}
