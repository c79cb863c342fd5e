import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import type { Session } from '../../src/contract/accounts.contract.js';
import type { MessagesPage } from '../../src/contract/chat.contract.js';
import type { MaterialList } from '../../src/contract/materials.contract.js';
import type { NoticesPage } from '../../src/contract/notifications.contract.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import type { roomList } from '../../src/contract/rooms.contract.js';
import type { z } from 'zod';
import { prepareDemo } from '../../src/first-content.js';
import { DemoPasswords } from '../../src/features/demo/demo-passwords.js';
import { DemoService } from '../../src/features/demo/demo.service.js';
import { MeetingTellings } from '../../src/features/notifications/meeting-tellings.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { TestHub } from '../support/hub.js';
import { Http, Live } from '../support/person.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';

type RoomList = z.infer<typeof roomList>;

let database: TestDatabase;
let dataDir: string;
let hub: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'tertulia-demo-'));
  await prepareDemo(
    loadConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      LOG_LEVEL: 'fatal',
      DEMO: 'on',
      VIDEO: 'off',
    }),
  );
  hub = await TestHub.boot({ database, dataDir, env: { DEMO: 'on' } });
}, 90_000);
afterAll(async () => {
  await hub?.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function signIn(key: string): Promise<Http> {
  const http = hub.visitor();
  const passwords = hub.app.get(DemoPasswords);
  const answer = await http.post<Session>('/api/session', {
    email: passwords.emailOf(key),
    password: passwords.password,
  });
  expect(answer.status).toBe(200);
  http.token = answer.body.accessToken;
  return http;
}

it('has 16 people with faces, four rooms of four kinds, and at least 160 messages over the last ten days', async () => {
  const [counts] = await hub.sql.query<{
    people: number;
    faces: number;
    rooms: number;
    kinds: number;
    messages: number;
    days: number;
    later: number;
  }>(
    `select (select count(*) from accounts where demo) as people,
            (select count(*) from accounts where demo and avatar is not null) as faces,
            (select count(*) from rooms where demo) as rooms,
            (select count(distinct kind) from rooms) as kinds,
            (select count(*) from messages) as messages,
            (select count(distinct posted_at::date) from messages) as days,
            (select count(*) from messages where posted_at > now()) as later`,
  );
  expect(counts).toMatchObject({ people: 16, faces: 16, rooms: 4, kinds: 4, later: 0 });
  expect(counts?.messages).toBeGreaterThanOrEqual(160);
  expect(counts?.days).toBeGreaterThanOrEqual(9);
});

it('shows what a room is: answers, code, reactions, an edit, a deleted one whose words are gone, unread ones, another language', async () => {
  const amaia = await signIn('amaia');
  const mine = await amaia.get<RoomList>('/api/rooms');
  const card = mine.body.rooms.find(({ room }) => room.title === 'IA para marketing');
  expect(card).toMatchObject({ unread: 7, myRole: 'learner' });
  const messages: MessagesPage['messages'] = [];
  for (let before: number | undefined; ;) {
    const page = await amaia.get<MessagesPage>(
      `/api/rooms/${card?.room.id}/messages?limit=100${before ? `&before=${before}` : ''}`,
    );
    messages.unshift(...page.body.messages);
    if (!page.body.hasOlder) break;
    before = page.body.messages[0]?.seq;
  }
  expect(messages.filter(({ replyTo }) => replyTo !== null).length).toBeGreaterThan(20);
  expect(messages.some(({ text }) => text?.includes('```python'))).toBe(true);
  expect(messages.some(({ editedAt }) => editedAt !== null)).toBe(true);
  expect(messages.some(({ lang }) => lang === 'en')).toBe(true);
  expect(messages.some(({ text }) => (text?.length ?? 0) > 800)).toBe(true);
  expect(messages.filter(({ state }) => state === 'deleted')).toHaveLength(1);
  const traces = await hub.sql.query(
    `select 1 from events where payload::text like '%saldemesa%' union all select 1 from messages where text like '%saldemesa%'`,
  );
  expect(traces).toEqual([]);
});

it('has a picture, a material, the meeting the room speaks of, and notices for the first person', async () => {
  const lucia = await signIn('lucia');
  const mine = await lucia.get<RoomList>('/api/rooms');
  const roomId = mine.body.rooms.find(({ room }) => room.title === 'IA para marketing')?.room.id ?? '';
  const { shared } = (await lucia.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`)).body;
  expect(shared.meetings).toMatchObject([{ title: 'Encuentro de la cohorte', minutes: 60 }]);
  expect(shared.chat.messages.flatMap(({ attachments }) => attachments)).toMatchObject([{ kind: 'image' }]);
  expect((await lucia.get<MaterialList>(`/api/rooms/${roomId}/materials`)).body.materials).toHaveLength(1);
  await hub.app.get(MeetingTellings).tick();
  await hub.log.settled();
  const { notices } = (await lucia.get<NoticesPage>('/api/notices?filter=unread')).body;
  expect(notices.map(({ what }) => what).sort()).toEqual([expect.stringMatching(/^meeting/), 'mention', 'mention']);
});

it('opens as another person without a cookie, and only as somebody of the demo', async () => {
  const server = hub.app.getHttpServer();
  const listed = await request(server).get('/api/demo/people').expect(200);
  expect(listed.body.people).toHaveLength(16);
  const { person } = listed.body.people[3];
  const opened = await request(server).post('/api/demo/open-as').send({ personId: person.id }).expect(200);
  expect(opened.headers['set-cookie']).toBeUndefined();
  await request(server).get('/api/account').set('authorization', `Bearer ${opened.body.accessToken}`).expect(200);
  const stranger = await hub.person('Marta Real');
  await request(server).post('/api/demo/open-as').send({ personId: stranger.id }).expect(404);
});

it('comes to life: people come in, write and react through the stream', async () => {
  const lucia = await signIn('lucia');
  const answer = await lucia.post<{ roomId: string }>('/api/demo/life', { roomId: null });
  expect(answer.status).toBe(200);
  const live = await Live.connect(hub.url, lucia.token ?? '');
  const stream = `room:${answer.body.roomId}`;
  await live.open(stream);
  await waitFor(
    'somebody at the table',
    () => [...(live.signals.get(stream)?.keys() ?? [])].filter((key) => key.startsWith('presence:')).length > 1,
  );
  await live.event('chat.message-posted');
  await live.event('chat.reaction-changed');
  live.close();
}, 60_000);

it('is removed whole, also where demo people wrote in a room of somebody real', async () => {
  const [demo] = await hub.sql.query<{ id: string; name: string }>(
    `select id, name from accounts where demo and role = 'member' order by id limit 1`,
  );
  const real = await hub.person('Marta Verdadera', { mentor: true });
  const roomId = await hub.room(real, { title: 'Sala de verdad' });
  const opened = await hub.visitor().post<Session>('/api/demo/open-as', { personId: demo?.id });
  const guest = await Live.connect(hub.url, opened.body.accessToken);
  await guest.do('rooms:join', { roomId });
  await guest.post(roomId, 'palabras de alguien de la demo');
  guest.close();
  const live = await real.connect();
  await live.post(roomId, 'palabras de alguien real');

  expect(await hub.app.get(DemoService).remove()).toEqual({ people: 16, rooms: 4 });
  const tables = await hub.sql.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  for (const { name } of tables) {
    const found = await hub.sql.query<{ row: string }>(`select t::text as row from "${name}" t where t::text ~ $1`, [
      `${demo?.id}|de la demo|${demo?.name}|demo\\.tertulia`,
    ]);
    expect({ table: name, found: found.map(({ row }) => row) }).toEqual({ table: name, found: [] });
  }
  const page = await real.http.get<MessagesPage>(`/api/rooms/${roomId}/messages`);
  expect(page.body.messages.map(({ text }) => text)).toEqual(['palabras de alguien real']);
  const [room] = await hub.sql.query<{ member_count: number }>('select member_count from rooms where id = $1', [
    roomId,
  ]);
  expect(room?.member_count).toBe(1);
  expect((await hub.visitor().get('/api/demo/people')).status).toBe(404);
});
