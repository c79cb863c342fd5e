import { randomUUID } from 'node:crypto';
import type { MessagesPage } from '../../src/contract/chat.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import type { InviteView, MemberView, RoomCard } from '../../src/contract/rooms.contract.js';
import { AccessTokenStrategy } from '../../src/features/accounts/access-token.strategy.js';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { OpenDirect } from '../../src/features/rooms/open-direct.js';
import { RoomsService } from '../../src/features/rooms/rooms.service.js';
import { HUB, type Actor } from '../../src/platform/actor/actor.js';
import { TestHub } from '../support/hub.js';
import { Http, Live, type Person } from '../support/person.js';

let hub: TestHub;
let accounts: AccountsService;
let rooms: RoomsService;
let chat: ChatService;
let admin: Person;
let ana: Person;
let botId: string;
let bot: Actor;
beforeAll(async () => {
  hub = await TestHub.boot();
  accounts = hub.app.get(AccountsService);
  rooms = hub.app.get(RoomsService);
  chat = hub.app.get(ChatService);
  admin = await hub.person('Adela', { role: 'admin' });
  ana = await hub.person('Ana');
  await ana.connect();
  ({ id: botId } = await hub.log.change(HUB, [], (change) =>
    accounts.createBot(change, { name: 'Moderadora IA', about: 'Cuida el tono', language: 'es' }),
  ));
  bot = await accounts.actorOf(botId);
});
afterAll(() => hub.close());

const members = async (roomId: string) =>
  (await ana.http.get<{ members: MemberView[] }>(`/api/rooms/${roomId}/members`)).body.members;
const refusal = (asking: Promise<unknown>) => expect(asking).rejects;

describe('a bot', () => {
  it('has a name and words about it; no mail, no password, no role, no standing', async () => {
    const [row] = await hub.sql.query(
      'select kind, name, about, email, password_hash, role, mentor, age_band from accounts where id = $1',
      [botId],
    );
    expect(row).toEqual({
      kind: 'bot',
      name: 'Moderadora IA',
      about: 'Cuida el tono',
      email: null,
      password_hash: null,
      role: 'member',
      mentor: 'none',
      age_band: null,
    });
    expect(bot).toMatchObject({ kind: 'bot', role: 'member', sessionId: null, minor: false });
    for (const name of ['Moderadora', 'IA'.repeat(30), 'Una IA\nmala'])
      await refusal(hub.log.change(HUB, [], (change) => accounts.createBot(change, { name, language: 'es' }))).toThrow(
        'needs the word IA',
      );
  });

  it('can be given none of them, whoever writes the row', async () => {
    for (const what of [
      `email = 'bot@example.org'`,
      `password_hash = 'x'`,
      `role = 'admin'`,
      `mentor = 'granted'`,
      `guest_of = id`,
    ])
      await refusal(hub.sql.query(`update accounts set ${what} where id = $1`, [botId])).toThrow('accounts_bots');
    const put = async (path: string, input: object) =>
      (await admin.http.put<ErrorBody>(`/api/admin/people/${botId}/${path}`, input)).body.code;
    expect(await put('role', { role: 'staff' })).toBe('not-allowed');
    expect(await put('mentor', { standing: 'granted' })).toBe('not-allowed');
    expect(await put('ban', { reason: 'x' })).toBe('not-allowed');
    expect((await admin.http.get<{ people: unknown[] }>('/api/admin/people?q=moderadora')).body.people).toEqual([]);
  });
});

describe('a bot never signs in', () => {
  it('by no address, by no issued session, by no planted one', async () => {
    await refusal(accounts.issueSession(botId, { agent: undefined })).toMatchObject({ code: 'not-allowed' });
    const signIn = (email: string) => hub.visitor().post<ErrorBody>('/api/session', { email, password: 'lo que sea' });
    expect((await signIn('moderadora-ia@example.org')).body.code).toBe('accounts/wrong-credentials');

    const sessionId = randomUUID();
    await hub.sql.query(
      `insert into sessions (id, account_id, refresh_hash, rotated_at, created_at, last_seen_at, expires_at)
       values ($1, $2, '\\x00', now(), now(), now(), now() + interval '1 day')`,
      [sessionId, botId],
    );
    const { token } = hub.app.get(AccessTokenStrategy).issue({ accountId: botId, sessionId });
    const http = new Http(hub.url, token);
    for (const path of ['/api/account', '/api/rooms', '/api/account/devices'])
      expect(await http.get(path)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect((await http.post('/api/account/upgrade', {})).status).toBe(401);
    await refusal(Live.connect(hub.url, token)).toThrow('not-signed-in');
  });

  it('and its actor does nothing that needs an account of one’s own', async () => {
    const roomId = await hub.room(ana);
    const { code } = (await ana.http.post<InviteView>(`/api/rooms/${roomId}/invites`, { guests: true })).body;
    await refusal(rooms.join(bot, { roomId, as: 'learner' })).toMatchObject({ code: 'not-found' });
    await refusal(rooms.invites.accept(bot, { code })).toMatchObject({ code: 'not-allowed' });
    await refusal(rooms.invites.enterAsGuest(bot, { code, name: 'Gil', language: 'es' })).toMatchObject({
      code: 'not-allowed',
    });
    await refusal(
      rooms.create(bot, {
        kind: 'study-group',
        title: 'De la IA',
        about: '',
        language: 'es',
        visibility: 'public',
        capacity: 9,
      }),
    ).toMatchObject({ code: 'not-allowed' });
    await refusal(hub.app.get(OpenDirect).open(bot, { personIds: [ana.id] })).toMatchObject({ code: 'not-allowed' });
    expect(await ana.http.post('/api/rooms/direct', { personIds: [botId] })).toMatchObject({ status: 403 });
    expect(await members(roomId)).toHaveLength(1);
  });
});

describe('a bot in a room', () => {
  it('is seated by the hub or by who may invite, takes no place and is not counted', async () => {
    const roomId = await hub.room(ana, { capacity: 2 });
    const eva = await hub.person('Eva');
    await refusal(rooms.seatBot(await accounts.actorOf(eva.id), { roomId, botId })).toMatchObject({
      code: 'not-allowed',
    });
    await refusal(rooms.seatBot(HUB, { roomId, botId: eva.id })).toMatchObject({ code: 'not-allowed' });
    await ana.socket.open(`room:${roomId}`);
    await rooms.seatBot(HUB, { roomId, botId });
    await rooms.seatBot(HUB, { roomId, botId });
    const joined = await ana.socket.event(
      'rooms.member-joined',
      ({ payload }) => payload.member.person.id === botId && payload.member.person.kind === 'bot',
    );
    expect(joined.payload).toMatchObject({ memberCount: 1, member: { role: 'learner' } });

    rooms.arrived(bot, roomId);
    await eva.connect();
    expect(await eva.socket.do('rooms:join', { roomId })).toEqual({ role: 'learner' });
    await eva.socket.open(`room:${roomId}`);
    const stream = `room:${roomId}`;
    const seen = await eva.http.get<RoomCard>(`/api/rooms/${roomId}`);
    expect(seen.body.room.memberCount).toBe(2);
    expect(seen.body.faces.map(({ kind }) => kind)).not.toContain('bot');
    expect(ana.socket.signal(stream, `presence:${botId}`)).toBeUndefined();
    expect(await hub.sql.query('select 1 from visits where account_id = $1', [botId])).toEqual([]);
    expect((await members(roomId)).map(({ person }) => person.kind).sort()).toEqual(['bot', 'person', 'person']);
  });

  it('posts with the rights of its role through the ordinary command, and what it wrote says who wrote it', async () => {
    const roomId = await hub.room(ana);
    const post = (text: string) =>
      chat.post(bot, { roomId, clientId: randomUUID(), text, replyTo: null, mentions: [] });
    await refusal(post('desde fuera')).toMatchObject({ code: 'rooms/not-a-member' });
    await rooms.seatBot(await accounts.actorOf(ana.id), { roomId, botId });
    await post('Recordad el tono');
    const page = (await ana.http.get<MessagesPage>(`/api/rooms/${roomId}/messages`)).body;
    expect(page.messages.at(-1)).toMatchObject({
      text: 'Recordad el tono',
      author: { id: botId, kind: 'bot', name: 'Moderadora IA' },
    });
    await ana.socket.do('rooms:set-locks', { roomId, locks: { chat: true } });
    await refusal(post('con el chat cerrado')).toMatchObject({ code: 'chat/locked' });
  });

  it('gets no power over people, is no host, and goes when people send it away', async () => {
    const roomId = await hub.room(ana);
    await rooms.seatBot(HUB, { roomId, botId });
    for (const role of ['host', 'co-host'] as const)
      expect(await ana.socket.refused('rooms:set-role', { roomId, personId: botId, role })).toBe('not-allowed');
    await ana.socket.do('rooms:set-role', { roomId, personId: botId, role: 'spectator' });
    await refusal(rooms.remove(bot, { roomId, personId: ana.id })).toMatchObject({ code: 'not-allowed' });
    await refusal(rooms.ban(bot, { roomId, personId: ana.id, reason: 'x' })).toMatchObject({ code: 'not-allowed' });
    expect(await ana.socket.refused('rooms:leave', { roomId })).toBe('rooms/last-host');
    await ana.socket.do('rooms:ban', { roomId, personId: botId, reason: 'no hace falta' });
    await refusal(rooms.seatBot(HUB, { roomId, botId })).toMatchObject({ code: 'rooms/banned' });
    const late = { roomId, clientId: randomUUID(), text: 'aún aquí', replyTo: null, mentions: [] };
    await refusal(chat.post(bot, late)).toMatchObject({ code: 'rooms/banned' });
  });

  it('enters no direct room', async () => {
    const eva = await hub.person('Eva');
    const { body } = await ana.http.post<RoomCard>('/api/rooms/direct', { personIds: [eva.id] });
    await refusal(rooms.seatBot(HUB, { roomId: body.room.id, botId })).toThrow();
    expect(await members(body.room.id)).toHaveLength(2);
  });
});
