import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountExport } from '../../src/contract/leaving.contract.js';
import type { MessagesPage } from '../../src/contract/chat.contract.js';
import { uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { filesIn } from '../support/zip.js';

const word = (what: string) => `canario${what}${randomUUID().slice(0, 8)}`;
const words = {
  name: word('nombre'),
  about: word('acerca'),
  skill: word('habilidad'),
  link: word('enlace'),
  posted: word('dicho'),
  edited: word('corregido'),
  file: word('adjunto'),
};

describe('whoever goes', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let caro: Person;
  let roomId: string;
  let own: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto, caro] = await Promise.all([words.name, 'Beto', 'Caro'].map((name) => hub.person(name)));
    roomId = await hub.room(ana, { title: 'La sala' });
    own = await hub.room(ana, { title: 'Sola' });
    for (const person of [ana, beto, caro]) await person.connect();
    for (const person of [beto, caro]) await person.socket.do('rooms:join', { roomId });
    await ana.http.patch('/api/account', { about: words.about });
    await ana.http.patch('/api/profile', {
      skills: [words.skill],
      links: [{ label: words.link, url: 'https://example.org/' }],
    });
    await ana.http.put(`/api/people/${beto.id}/follow`);
    await ana.http.put(`/api/people/${caro.id}/block`);
    const { messageId } = await ana.socket.post(roomId, `hola ${words.posted}`, { mentions: [beto.id] });
    const edit = { roomId, clientId: randomUUID(), messageId, text: `adiós ${words.edited}`, mentions: [] };
    await ana.socket.do('chat:edit', edit);
    const { id } = await uploaded(ana, roomId, `${words.file}.txt`, 'lo de dentro');
    await ana.socket.post(roomId, 'con archivo', { attachments: [{ id, alt: '' }] });
    await beto.socket.post(roomId, 'y yo', { replyTo: messageId });
    await hub.log.settled();
  });
  afterAll(() => hub.close());

  const ask = (who: Person, password = who.password) =>
    who.http.post<AccountExport>('/api/account/export', { password });
  const go = (who: Person, texts: string, password = who.password) =>
    who.http.post('/api/account/deletion', { password, texts });
  async function tablesWith(text: string): Promise<string[]> {
    const tables = await hub.sql.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const found = await Promise.all(
      tables.map(async ({ name }) => {
        const rows = await hub.sql.query(`select 1 from ${name} t where t::text ilike $1 limit 1`, [`%${text}%`]);
        return rows.length > 0 ? [name] : [];
      }),
    );
    return found.flat().sort();
  }
  /** The outbox stands for the mails that were sent: those are out of the house. */
  const filesWith = (text: string): string[] =>
    readdirSync(hub.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('/outbox/'))
      .filter((path) => path.includes(text) || readFileSync(path).includes(text));
  const gone = (who: Person) =>
    waitFor(
      'what is left behind to be cleared away',
      async () => {
        const rows = await hub.sql.query('select 1 from departures where account_id = $1 and done_at is not null', [
          who.id,
        ]);
        return rows.length > 0;
      },
      60_000,
    );

  it('takes a copy of everything along, once a day, with the password', async () => {
    expect(await ask(ana, 'no es esta')).toMatchObject({ status: 403, body: { code: 'accounts/wrong-password' } });
    const { status, body } = await ask(ana);
    expect(status).toBe(201);
    expect(await ask(ana)).toMatchObject({ status: 429, body: { code: 'accounts/export-too-soon' } });
    const answer = await fetch(`${hub.url}${body.path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const zip = Buffer.from(await answer.arrayBuffer());
    const packed = filesIn(zip);
    expect([...packed.keys()].map((path) => path.replace(/[0-9a-f-]{36}/, 'ID')).sort()).toEqual([
      'access-tokens.json',
      'account.json',
      'accounts-elsewhere.json',
      'blocked.json',
      'devices.json',
      'drafts.jsonl',
      `files/ID/${words.file}.txt`,
      'followed.json',
      'meeting-answers.json',
      'messages.jsonl',
      'minutes.jsonl',
      'notice-preferences.json',
      'notices.json',
      'profile.json',
      'reactions.jsonl',
      'recordings.json',
      'recordings/captions.jsonl',
      'rooms.json',
      'saved-messages.jsonl',
      'visits.json',
    ]);
    const account = packed.get('account.json') ?? '';
    expect(JSON.parse(account)).toMatchObject({ name: words.name, about: words.about, email: ana.email });
    expect(account + (packed.get('devices.json') ?? '')).not.toMatch(/argon2|hash/);
    const messages = (packed.get('messages.jsonl') ?? '').trim().split('\n');
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain(words.edited);
    expect(packed.get('messages.jsonl')).not.toContain('y yo');
    expect([...packed].find(([path]) => path.startsWith('files/'))?.[1]).toBe('lo de dentro');
    expect(JSON.parse(packed.get('blocked.json') ?? '')).toMatchObject([{ name: 'Caro' }]);

    const [path = '', signature = ''] = body.path.split(/\.(?=[^.]+$)/);
    const bent = `${path}.${signature.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A'))}`;
    expect((await fetch(`${hub.url}${bent}`)).status).toBe(404);
    hub.clock.advance(25 * 60 * 60_000);
    expect((await fetch(`${hub.url}${body.path}`)).status).toBe(410);
  });

  it('leaves nothing of the person in any table, file or answer, and every text where it was', async () => {
    await again(ana);
    for (const text of [words.name, words.about, words.skill, ana.email ?? ''])
      expect(await tablesWith(text)).not.toEqual([]);
    expect(await go(ana, 'keep', 'no es esta')).toMatchObject({ body: { code: 'accounts/wrong-password' } });
    expect(await go(ana, 'keep')).toMatchObject({ status: 204 });
    expect((await ana.http.get('/api/account')).status).toBe(401);
    const { email, password } = ana;
    expect(await hub.visitor().post('/api/session', { email, password })).toMatchObject({ status: 401 });
    await gone(ana);
    await hub.log.settled();
    for (const text of [words.name, words.about, words.skill, words.link, ana.email ?? ''])
      expect({ text, tables: await tablesWith(text), files: filesWith(text) }).toEqual({ text, tables: [], files: [] });
    const page = await again(beto).then((http) => http.get<MessagesPage>(`/api/rooms/${roomId}/messages`));
    const said = page.body.messages.filter(({ author }) => author.id === ana.id);
    expect(said.map(({ author, text }) => [author.name, author.avatar, text])).toEqual([
      ['Cuenta eliminada', null, `adiós ${words.edited}`],
      ['Cuenta eliminada', null, 'con archivo'],
    ]);
    const events = await hub.log.read(`room:${roomId}`, 0, 500);
    expect(JSON.stringify(events.events)).not.toContain(words.name);
    expect(JSON.stringify(events.events)).toContain(words.edited);
  });

  it('keeps rooms whole: somebody else hosts, and the one nobody is left in is archived', async () => {
    const members = await hub.sql.query(
      'select account_id, role, state from memberships where room_id = $1 order by joined_at',
      [roomId],
    );
    expect(members).toEqual([
      { account_id: ana.id, role: 'host', state: 'left' },
      { account_id: beto.id, role: 'host', state: 'member' },
      { account_id: caro.id, role: 'learner', state: 'member' },
    ]);
    expect(await hub.sql.query('select state from rooms where id = $1', [own])).toEqual([{ state: 'archived' }]);
    const http = await again(caro);
    expect(await http.get(`/api/people/${ana.id}`)).toMatchObject({ status: 404 });
    expect(await http.post('/api/rooms/direct', { personIds: [ana.id] })).toMatchObject({ status: 403 });
  });

  it('takes their texts along where they want', async () => {
    const dora = await hub.person('Dora');
    await dora.connect();
    await dora.socket.do('rooms:join', { roomId });
    const text = word('suyo');
    const { messageId } = await dora.socket.post(roomId, text);
    const live = await Live.connect(hub.url, (await again(beto)).token ?? '');
    await live.post(roomId, 'contesto', { replyTo: messageId });
    const { id } = await uploaded(dora, roomId, 'suyo.txt', `${text} dentro`);
    await dora.socket.post(roomId, 'otra', { attachments: [{ id, alt: '' }] });
    const meetingId = await minutesBy(dora, live, text);
    const own = await ask(dora);
    const packed = filesIn(Buffer.from(await (await fetch(`${hub.url}${own.body.path}`)).arrayBuffer()));
    const taken = (packed.get('minutes.jsonl') ?? '')
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as object);
    expect(taken).toMatchObject([
      {
        meetingId,
        summary: `${text} resumen`,
        lines: [{ kind: 'note', text: `${text} línea` }],
        words: [],
        publishedAt: null,
      },
    ]);
    expect(await go(dora, 'erase')).toMatchObject({ status: 204 });
    await gone(dora);
    await hub.log.settled();
    expect({ tables: await tablesWith(text), files: filesWith(text) }).toEqual({ tables: [], files: [] });
    const left = await hub.sql.query('select text, state from messages where author_id = $1', [dora.id]);
    expect(left).toEqual([
      { text: null, state: 'deleted' },
      { text: null, state: 'deleted' },
    ]);
    const minutes = await hub.sql.query('select summary, own from minutes where meeting_id = $1', [meetingId]);
    expect(minutes).toMatchObject([{ summary: '', own: [{ text: 'de Beto' }] }]);
    const [answer] = await hub.sql.query('select text from messages where reply_to = $1', [messageId]);
    expect(answer).toEqual({ text: 'contesto' });
  });

  it('is not the last admin', async () => {
    const admin = await hub.person('Admin', { role: 'admin' });
    expect(await go(admin, 'keep')).toMatchObject({ status: 409, body: { code: 'accounts/last-admin' } });
    await hub.person('Otra', { role: 'admin' });
    expect(await go(admin, 'keep')).toMatchObject({ status: 204 });
  });

  /** Of a meeting just held: a line of its host's, then the summary and a line of somebody who hosts with them. */
  async function minutesBy(helper: Person, host: Live, text: string): Promise<string> {
    const at = hub.clock.now().toISOString();
    const plan = { title: 'Reunión', date: at.slice(0, 10), time: at.slice(11, 16), timeZone: 'UTC', minutes: 30 };
    await host.do('rooms:set-role', { roomId, personId: helper.id, role: 'co-host' });
    const { meetingIds } = await host.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan });
    const [meetingId = ''] = meetingIds;
    for (const step of ['meetings:start', 'meetings:end'] as const) await host.do(step, { roomId, meetingId });
    await hub.log.settled();
    const hand = { roomId, meetingId, hidden: [], words: [] };
    const line = { kind: 'note' as const, text: 'de Beto' };
    await host.do('minutes:edit', { ...hand, revision: 0, summary: '', own: [line] });
    const own = [line, { kind: 'note' as const, text: `${text} línea` }];
    await helper.socket.do('minutes:edit', { ...hand, revision: 1, summary: `${text} resumen`, own });
    return meetingId;
  }

  /** Signed in anew: the clock has gone on. */
  async function again({ http, email, password }: Person): Promise<Person['http']> {
    const answer = await hub.visitor().post<{ accessToken: string }>('/api/session', { email, password });
    http.token = answer.body.accessToken;
    return http;
  }
});
