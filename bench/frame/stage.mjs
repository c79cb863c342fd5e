// Sets the stage: people with sessions, rooms with members and with a past, put into the tables at once. What is measured comes
// later, and through the front door.
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from './numbers.mjs';

const DAY_S = 86_400;
const BATCH = 2_000;

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Access tokens as the hub signs them, with its own key. */
function signer(dataDir) {
  const key = Buffer.from(readFileSync(join(dataDir, 'keys', 'access-token'), 'utf8').trim(), 'base64url');
  const head = encoded({ alg: 'HS256', typ: 'JWT' });
  const iat = Math.floor(Date.now() / 1000);
  return (sub, sid) => {
    const body = `${head}.${encoded({ sub, sid, iss: 'tertulia', aud: 'tertulia:api', iat, exp: iat + DAY_S })}`;
    return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
  };
}

export class TooFast extends Error {
  constructor(message, retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

export async function call(url, method, path, { body, token } = {}) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      origin: url,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  // A loaded machine may be slow to set the stage.
  if (response.status === 503) {
    await sleep(500);
    return call(url, method, path, { body, token });
  }
  // The limits of the hub are on.
  if (response.status === 429)
    throw new TooFast(`${method} ${path}: asked too fast`, Number(response.headers.get('retry-after')));
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The first account, made as people make theirs. */
export async function hostOf(url) {
  const { legalVersion } = await call(url, 'GET', '/api/hub');
  const email = `host-${randomUUID()}@example.org`;
  const password = 'a long enough password';
  const { accessToken, account } = await call(url, 'POST', '/api/accounts', {
    body: { name: 'Anfitriona', email, password, ageBand: '18-plus', acceptedTerms: legalVersion },
  });
  return { id: account.id, token: accessToken, email, password };
}

export async function people(hub, count) {
  const sign = signer(hub.dataDir);
  const made = Array.from({ length: count }, () => ({ id: randomUUID(), session: randomUUID() }));
  for (let from = 0; from < count; from += BATCH) {
    const some = made.slice(from, from + BATCH);
    const ids = some.map(({ id }) => id);
    await hub.sql(
      `insert into accounts (id, kind, name, language, time_zone, created_at)
       select id, 'person', 'Persona ' || n, 'es', 'Europe/Madrid', now() from unnest($1::uuid[]) with ordinality as p (id, n)`,
      [ids],
    );
    await hub.sql(
      `insert into sessions (id, account_id, refresh_hash, rotated_at, created_at, last_seen_at, expires_at)
       select id, account, sha256(id::text::bytea), now(), now(), now(), now() + interval '30 days'
         from unnest($1::uuid[], $2::uuid[]) as s (id, account)`,
      [some.map(({ session }) => session), ids],
    );
  }
  return made.map(({ id, session }) => ({ id, token: sign(id, session) }));
}

/** Rooms like the one that the form makes. */
export async function rooms(hub, host, count) {
  const { room } = await call(hub.url, 'POST', '/api/rooms', {
    body: { kind: 'study-group', title: 'Banco de pruebas', capacity: 10_000 },
    token: host.token,
  });
  const copies = Array.from({ length: count - 1 }, () => randomUUID());
  await hub.sql(
    `insert into rooms (id, kind, title, about, language, visibility, capacity, locks, member_count, created_by, created_at)
     select copy, r.kind, r.title, r.about, r.language, r.visibility, r.capacity, r.locks, 1, r.created_by, r.created_at
       from rooms r, unnest($2::uuid[]) as copy where r.id = $1`,
    [room.id, copies],
  );
  await hub.sql(`insert into streams (id) select 'room:' || id from unnest($1::uuid[]) as id`, [copies]);
  await hub.sql(
    `insert into memberships (room_id, account_id, role, state, name, kind, joined_at)
     select id, $2, 'host', 'member', 'Anfitriona', 'person', now() from unnest($1::uuid[]) as id`,
    [copies, host.id],
  );
  return [room.id, ...copies];
}

/** `places`: [room, person] pairs. */
export async function membersOf(hub, places) {
  for (let from = 0; from < places.length; from += BATCH) {
    const some = places.slice(from, from + BATCH);
    const columns = [some.map(([room]) => room), some.map(([, person]) => person.id)];
    await hub.sql(
      `insert into memberships (room_id, account_id, role, state, name, kind, joined_at)
       select room, account, 'learner', 'member', 'Persona', 'person', now() from unnest($1::uuid[], $2::uuid[]) as m (room, account)`,
      columns,
    );
    await hub.sql(
      `insert into read_marks (room_id, account_id, seq, at) select room, account, 0, now() from unnest($1::uuid[], $2::uuid[]) as m (room, account)`,
      columns,
    );
  }
  await hub.sql(
    `update rooms r set member_count = (select count(*) from memberships m where m.room_id = r.id and m.state = 'member')`,
  );
  await hub.sql('analyze');
}

/** A past of so many messages, with their events. */
export async function past(hub, room, author, count) {
  const stream = `room:${room}`;
  await hub.sql(
    `insert into events (stream, seq, type, version, subject, actor, at, payload, is_message)
     select $1, s.seq + n, 'chat.message-posted', 1, gen_random_uuid(), $2, now() - ($3 - n) * interval '1 second',
            jsonb_build_object('message', jsonb_build_object('n', n)), true
       from streams s, generate_series(1, $3::int) as n where s.id = $1`,
    [stream, author.id, count],
  );
  await hub.sql(
    `insert into messages (id, room_id, seq, touched, author_id, client_id, text, posted_at)
     select e.subject, $2, e.seq, e.seq, e.actor, gen_random_uuid(),
            'Entrada ' || e.seq || ' del diario, con unas cuantas palabras de relleno para que mida lo corriente', e.at
       from events e left join messages m on m.id = e.subject where e.stream = $1 and e.type = 'chat.message-posted' and m.id is null`,
    [stream, room],
  );
  await hub.sql(`update streams set seq = seq + $2, last_message_seq = seq + $2 where id = $1`, [stream, count]);
  await hub.sql('analyze');
}

/** `count` people spread over rooms of `size`: [{ room, members }]. Person i is in room ⌊i / size⌋. */
export async function crowd(hub, count, size) {
  const host = await hostOf(hub.url);
  const all = await people(hub, count);
  const ids = await rooms(hub, host, Math.ceil(count / size));
  const groups = ids.map((room, at) => ({ room, members: all.slice(at * size, (at + 1) * size) }));
  await membersOf(
    hub,
    groups.flatMap(({ room, members }) => members.map((person) => [room, person])),
  );
  return { host, people: all, groups };
}
