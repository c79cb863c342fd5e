import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { buildServer, cleanUp, newFolder, startHub, until } from '../ground/hub-process.js';
import { somebodyAt } from '../ground/somebody.js';

// Reminders are looked for every five seconds of a real process.
const LIMIT_MS = 120_000;
const MEMBERS = 900;

beforeAll(() => buildServer());
afterAll(() => cleanUp());

it('each member of a big room is reminded of a meeting once, though the hub is killed in the middle', async () => {
  const settings = { DATA_DIR: newFolder() };
  const hub = startHub(settings);
  const { roomId, live } = await somebodyAt(await hub.ready);
  // The hub's own server, which lives on when the hub is killed.
  const socket = join(realpathSync(settings.DATA_DIR), 'database');
  const client = new pg.Client({ host: socket, user: 'tertulia', database: 'tertulia' });
  await client.connect();
  await client.query(
    `with made as (insert into accounts (id, kind, name, language, time_zone, created_at)
       select gen_random_uuid(), 'person', 'Miembro ' || n, 'es', 'UTC', now() from generate_series(1, $2::int) n returning id, name)
     insert into memberships (room_id, account_id, role, state, name, kind, joined_at)
     select $1, id, 'learner', 'member', name, 'person', now() from made`,
    [roomId, MEMBERS - 1],
  );
  const told = async () => {
    const { rows } = await client.query<{ people: string; times: string }>(
      `select count(distinct stream) as people, count(*) as times from events where type = 'notifications.meeting-near'`,
    );
    return { people: Number(rows[0]?.people), times: Number(rows[0]?.times) };
  };
  const at = new Date(Date.now() + 8 * 60_000).toISOString();
  const plan = { title: 'Lectura', date: at.slice(0, 10), time: at.slice(11, 16), timeZone: 'UTC', minutes: 60 };
  await live.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan });
  await until(async () => (await told()).people > 0 || undefined, LIMIT_MS);
  hub.kill('SIGKILL');
  await hub.exited;
  live.close();

  const again = startHub(settings);
  await again.ready;
  await until(async () => {
    const { rows } = await client.query('select 1 from meeting_reminders where done');
    return rows.length === 1 || undefined;
  }, LIMIT_MS);
  expect(await told()).toEqual({ people: MEMBERS, times: MEMBERS });
  await until(async () => {
    const { rows } = await client.query<{ count: string }>(`select count(*) from notices where what = 'meeting-soon'`);
    return Number(rows[0]?.count) === MEMBERS || undefined;
  }, LIMIT_MS);
  await client.end();
  again.kill('SIGTERM');
  await again.exited;
}, 400_000);
