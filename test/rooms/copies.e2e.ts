import { randomUUID } from 'node:crypto';
import type { RoomCopy } from '../../src/contract/copies.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { filesIn } from '../support/zip.js';

const PAYLOAD = `"><img src=x onerror=alert(1)><script>alert('ñ')</script>`;
const HOUR_MS = 60 * 60_000;

interface Line {
  id: string;
  seq: number;
  state: string;
  text: string | null;
  author: { name: string };
  threadId: string | null;
  replyTo: string | null;
  reactions: { emoji: string; count: number }[];
  attachments: { name: string; path: string }[];
}

describe('a copy of a room', () => {
  let hub: TestHub;
  let hilda: Person;
  let leo: Person;
  let staff: Person;
  let roomId: string;
  const told: Record<'first' | 'answer' | 'hidden' | 'deleted' | 'erased' | 'file', string> = {
    ...{ first: '', answer: '', hidden: '', deleted: '', erased: '', file: '' },
  };
  beforeAll(async () => {
    hub = await TestHub.boot();
    hilda = await hub.person('Hilda');
    leo = await hub.person(`Leo ${PAYLOAD}`.slice(0, 40));
    staff = await hub.person('Sara', { role: 'staff' });
    roomId = await hub.room(hilda, { title: `Para llevar <i>${PAYLOAD}`.slice(0, 80) });
    for (const person of [hilda, leo, staff]) await person.connect();
    await leo.socket.do('rooms:join', { roomId });
    const say = async (who: Person, text: string, more = {}) => (await who.socket.post(roomId, text, more)).messageId;
    told.first = await say(leo, `hola ${PAYLOAD} https://example.org/a?b=1&c=2`);
    told.answer = await say(hilda, 'en el hilo', { threadId: told.first });
    told.hidden = await say(leo, 'palabras ocultas');
    told.deleted = await say(leo, 'palabras borradas');
    told.erased = await say(leo, 'palabras deshechas');
    const { id } = await uploaded(leo, roomId, `apuntes <b>&'.txt`, 'lo de dentro');
    told.file = await say(leo, 'con archivo', { attachments: [{ id, alt: '' }] });
    const about = { roomId, clientId: randomUUID() };
    await hilda.socket.do('chat:react', { ...about, messageId: told.first, emoji: '🎉', on: true });
    await hilda.socket.do('chat:hide', {
      roomId,
      clientId: randomUUID(),
      messageId: told.hidden,
      reason: 'no procede',
    });
    await leo.socket.do('chat:delete', { roomId, clientId: randomUUID(), messageId: told.erased });
    await hub.sql.query('update messages set text = null, erased_at = now() where id = $1', [told.erased]);
    await leo.socket.do('chat:delete', { roomId, clientId: randomUUID(), messageId: told.deleted });
    const material = await uploaded(hilda, roomId, 'temario.txt', 'tema uno');
    await hilda.socket.do('materials:add', {
      roomId,
      clientId: randomUUID(),
      fileId: material.id,
      title: `Temario ${PAYLOAD}`,
      licence: '',
    });
    const meetings = [randomUUID(), randomUUID()];
    for (const [nth, meeting] of meetings.entries()) {
      await hub.sql.query(
        `insert into meetings (id, room_id, form, state, title, starts_at, started_at, ended_at, changed_at)
         values ($1, $2, 'scheduled', 'ended', $3, now(), now(), now(), now())`,
        [meeting, roomId, `Repaso ${PAYLOAD}`],
      );
      await hub.sql.query(
        `insert into minutes (meeting_id, room_id, from_seq, to_seq, summary, published_at) values ($1, $2, 0, 3, $3, $4)`,
        [meeting, roomId, nth === 0 ? `Acordado ${PAYLOAD}` : 'sin publicar', nth === 0 ? new Date() : null],
      );
    }
  });
  afterAll(() => hub.close());

  const ask = (who: Person, id = roomId) => who.http.post<RoomCopy & { code?: string }>(`/api/rooms/${id}/copies`);
  const fetched = (path: string) => fetch(`${hub.url}${path}`);
  async function copyFor(who: Person, id = roomId): Promise<Map<string, string>> {
    const { status, body } = await ask(who, id);
    expect(status).toBe(201);
    const answer = await fetched(body.path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="tertulia-/);
    return filesIn(Buffer.from(await answer.arrayBuffer()));
  }
  const linesIn = (copy: ReadonlyMap<string, string>): Line[] =>
    (copy.get('messages.jsonl') ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line): Line => JSON.parse(line));

  it('has what the tables have, and of what was taken back no word', async () => {
    const copy = await copyFor(hilda);
    const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
    const shape = (path: string): string => path.replaceAll(uuid, 'ID').replace(/\d{4}-\d\d-\d\d/, 'DAY');
    expect([...copy.keys()].map(shape).toSorted()).toEqual([
      'files/ID-apuntes_b_.txt',
      'files/ID-temario.txt',
      'index.html',
      'materials.json',
      'meetings.json',
      'messages.jsonl',
      'minutes/DAY-ID.json',
      'minutes/DAY-ID.md',
      'people.json',
      'room.json',
    ]);
    const lines = linesIn(copy);
    const rows = await hub.sql.query<{ id: string; seq: number; text: string | null }>(
      `select id, seq, case when state = 'visible' then text end as text from messages where room_id = $1 and erased_at is null order by seq`,
      [roomId],
    );
    expect(lines.map(({ id, seq, text }) => ({ id, seq, text }))).toEqual(rows);
    const byId = new Map(lines.map((line) => [line.id, line]));
    expect(byId.get(told.first)).toMatchObject({ author: { name: leo.name }, reactions: [{ emoji: '🎉', count: 1 }] });
    expect(byId.get(told.answer)).toMatchObject({ threadId: told.first, text: 'en el hilo' });
    expect(byId.get(told.hidden)).toMatchObject({ state: 'hidden', text: null });
    expect(byId.get(told.deleted)).toMatchObject({ state: 'deleted', text: null });
    expect(byId.has(told.erased)).toBe(false);
    const [file] = byId.get(told.file)?.attachments ?? [];
    expect(copy.get(file?.path ?? '')).toBe('lo de dentro');
    for (const [path, content] of copy)
      for (const word of ['palabras ocultas', 'palabras borradas', 'palabras deshechas', 'no procede', 'sin publicar'])
        expect([path, content.includes(word)]).toEqual([path, false]);
    const people = JSON.parse(copy.get('people.json') ?? '') as { name: string; role: string }[];
    expect(people.map(({ name, role }) => [name, role])).toEqual([
      ['Hilda', 'host'],
      [leo.name, 'learner'],
    ]);
    expect(JSON.parse(copy.get('meetings.json') ?? '')).toHaveLength(2);
  });

  it('reads as a page on which nothing runs, whatever people wrote', async () => {
    const page = (await copyFor(hilda)).get('index.html') ?? '';
    expect(page).toContain(
      `Content-Security-Policy" content="default-src &#39;none&#39;; img-src &#39;self&#39; file:;`,
    );
    expect(page).not.toMatch(/<script|<img src=x|onerror=alert\(1\)>|<b>|<i>/i);
    expect(page).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;');
    expect(page).toContain('<a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">');
    for (const title of ['Personas', 'Encuentros', 'Actas', 'Materiales', 'Conversación'])
      expect(page).toContain(`-title">${title}</h2>`);
    expect(page.lastIndexOf('<h2')).toBe(page.indexOf('<h2 id="chat-title"'));
    // In the language of whoever takes it along.
    const dave = await hub.person('Dave');
    await dave.http.patch('/api/account', { language: 'en' });
    await dave.connect();
    await dave.socket.do('rooms:join', { roomId });
    await hilda.socket.do('rooms:set-role', { roomId, personId: dave.id, role: 'co-host' });
    expect((await copyFor(dave)).get('index.html')).toContain('<html lang="en">');
  });

  it('is for those who lead the room and for platform staff, of whom it is written down', async () => {
    const outsider = await hub.person('Olga');
    for (const who of [leo, outsider]) expect((await ask(who)).status).toBe(403);
    expect((await hub.visitor().post(`/api/rooms/${roomId}/copies`)).status).toBe(401);
    const closed = await hub.room(hilda, { visibility: 'private' });
    expect((await ask(outsider, closed)).status).toBe(404);
    expect((await ask(outsider, randomUUID())).status).toBe(404);
    await copyFor(staff);
    const deeds = await hub.sql.query(`select actor, about_id from audit_log where deed = 'room.exported'`);
    expect(deeds).toEqual([{ actor: staff.id, about_id: roomId }]);
  });

  it('of a direct room is for each of its people, from where they read', async () => {
    const ana = await hub.person('Ana');
    const beto = await hub.person('Beto');
    const caro = await hub.person('Caro');
    for (const person of [ana, beto, caro]) await person.connect();
    const opened = { personIds: [beto.id, caro.id] };
    const { room } = (await ana.http.post<RoomCard>('/api/rooms/direct', opened)).body;
    await ana.socket.post(room.id, 'antes de irse');
    await beto.socket.do('rooms:leave', { roomId: room.id });
    await ana.http.post('/api/rooms/direct', opened);
    await ana.socket.post(room.id, 'de vuelta');
    await ana.socket.open(`room:${room.id}`);
    const copy = await copyFor(beto, room.id);
    expect(linesIn(copy).map(({ text }) => text)).toEqual(['de vuelta']);
    // Who looked in when is nobody's to take along.
    expect([copy.has('meetings.json'), copy.get('index.html')?.includes('Encuentros')]).toEqual([false, false]);
    expect(linesIn(await copyFor(caro, room.id)).map(({ text }) => text)).toEqual(['antes de irse', 'de vuelta']);
    expect((await ask(staff, room.id)).status).toBe(404);
  });

  it('has an address that is good for an hour, for its owner, while they may', async () => {
    const { body } = await ask(hilda);
    expect((await fetched(body.path.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A')))).status).toBe(404);
    const [room, owner] = [roomId, hilda.id];
    expect((await fetched(body.path.replace(owner, leo.id))).status).toBe(404);
    expect((await fetched(body.path.replace(room, randomUUID()))).status).toBe(404);
    expect((await fetched('/api/room-copies/nada')).status).toBe(400);
    const dana = await hub.person('Dana');
    await dana.connect();
    await dana.socket.do('rooms:join', { roomId });
    await hilda.socket.do('rooms:set-role', { roomId, personId: dana.id, role: 'co-host' });
    const hers = (await ask(dana)).body.path;
    await hilda.socket.do('rooms:set-role', { roomId, personId: dana.id, role: 'learner' });
    expect((await fetched(hers)).status).toBe(403);
    hub.clock.advance(HOUR_MS);
    expect((await fetched(body.path)).status).toBe(410);
  });
});
