import { randomUUID } from 'node:crypto';
import type { SearchAnswer } from '../../src/contract/search.contract.js';
import { uploaded } from '../support/files.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const key = () => randomUUID();
const textOf = (parts: readonly { text: string; hit: boolean }[]): string =>
  parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

describe('one search over people, rooms, messages and files', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let carla: Person;
  let open: string;
  let closed: string;
  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous] });
    [ana, beto, carla] = [await hub.person('Ana Núñez'), await hub.person('Beto'), await hub.person('Carla')];
    for (const person of [ana, beto, carla]) await person.connect();
    open = await hub.room(ana, { title: 'Álgebra para todos', about: 'Matrices y vectores' });
    closed = await hub.room(ana, { title: 'Tribunal secreto', visibility: 'private' });
    await beto.socket.do('rooms:join', { roomId: open });
  });
  afterAll(() => hub.close());

  const search = async (who: Person, q: string, more = ''): Promise<SearchAnswer> => {
    await hub.log.settled();
    const { status, body } = await who.http.get<SearchAnswer>(`/api/search?q=${encodeURIComponent(q)}${more}`);
    expect({ status, q }).toEqual({ status: 200, q });
    return body;
  };
  const messages = async (who: Person, q: string): Promise<string[]> =>
    (await search(who, q)).messages.items.map(({ excerpt }) => textOf(excerpt));
  const refused = async (q: string) => {
    const { status, body } = await ana.http.get<{ code: string; message: string }>(
      `/api/search?q=${encodeURIComponent(q)}`,
    );
    return { status, code: body.code, message: body.message };
  };

  it('finds each of them, marked, with where it is', async () => {
    const { seq, messageId } = await ana.socket.post(open, 'Mañana: **determinantes** y rangos');
    const file = await uploaded(beto, open, 'determinantes.pdf', '%PDF-1.4\n');
    await beto.socket.post(open, '', { attachments: [{ id: file.id, alt: 'hoja de determinantes' }] });
    const answer = await search(beto, 'determinante');
    expect(answer.messages.items).toEqual([
      {
        ...{ id: messageId, seq, excerpt: expect.anything(), postedAt: expect.any(String) },
        author: expect.objectContaining({ id: ana.id, name: 'Ana Núñez' }),
        room: { id: open, kind: 'study-group', title: 'Álgebra para todos', others: [] },
      },
    ]);
    expect(answer.messages.items.map(({ excerpt }) => textOf(excerpt))).toEqual([
      'Mañana: **[determinantes]** y rangos',
    ]);
    expect(answer.files.items).toMatchObject([{ id: file.id, author: { id: beto.id }, message: { seq: seq + 1 } }]);
    expect(answer.files.items.map(({ name, excerpt }) => [textOf(name), textOf(excerpt)])).toEqual([
      ['[determinantes].pdf', 'hoja de [determinantes]'],
    ]);
    const rooms = await search(carla, 'algebra');
    expect(rooms.rooms.items).toMatchObject([{ id: open, member: false, memberCount: 2 }]);
    expect((await search(beto, 'vectores')).rooms.items.map(({ about }) => textOf(about))).toEqual([
      'Matrices y [vectores]',
    ]);
    const people = await search(beto, 'nunez');
    expect(people.people.items.map(({ person, name }) => [person.id, textOf(name)])).toEqual([[ana.id, 'Ana [Núñez]']]);
  });

  it('follows what is edited, deleted, brought back, renamed and erased', async () => {
    const { messageId } = await ana.socket.post(open, 'un ornitorrinco');
    const about = { roomId: open, messageId };
    expect(await messages(ana, 'ornitorrinco')).toEqual(['un [ornitorrinco]']);
    await ana.socket.do('chat:edit', { ...about, clientId: key(), text: 'una cacatúa', mentions: [] });
    expect(await messages(ana, 'ornitorrinco')).toEqual([]);
    expect(await messages(ana, 'cacatua')).toEqual(['una [cacatúa]']);
    await ana.socket.do('chat:delete', { ...about, clientId: key() });
    expect(await messages(ana, 'cacatua')).toEqual([]);
    await ana.socket.do('chat:undo-delete', { ...about, clientId: key() });
    expect(await messages(ana, 'cacatua')).toEqual(['una [cacatúa]']);
    await ana.socket.do('rooms:edit', { roomId: open, title: 'Geometría para todos' });
    expect((await search(ana, 'algebra')).rooms.items).toEqual([]);
    expect((await search(ana, 'geometria')).rooms.items.map(({ title }) => textOf(title))).toEqual([
      '[Geometría] para todos',
    ]);
    await ana.http.patch('/api/account', { name: 'Ana Ibáñez' });
    expect((await search(beto, 'ibanez')).people.items.map(({ person }) => person.name)).toEqual(['Ana Ibáñez']);
    expect((await search(beto, 'nunez')).people.items).toEqual([]);
    await ana.socket.do('rooms:archive', { roomId: open });
    expect((await search(ana, 'geometria')).rooms.items).toMatchObject([{ state: 'archived' }]);
    await ana.socket.do('rooms:reopen', { roomId: open });
  });

  it('finds nothing that somebody may not see, and no longer what they may no longer', async () => {
    await ana.socket.post(closed, 'el veredicto es unánime');
    expect(await messages(ana, 'veredicto')).toHaveLength(1);
    for (const who of [beto, carla]) {
      const answer = await search(who, 'veredicto unanime');
      expect(answer).toEqual(await search(who, 'palabraquenoexiste'));
      expect((await search(who, 'tribunal')).rooms.items).toEqual([]);
    }
    const { body } = await ana.http.post<{ code: string }>(`/api/rooms/${closed}/invites`, { role: 'learner' });
    await beto.http.post(`/api/invites/${body.code}/accept`, {});
    expect(await messages(beto, 'veredicto')).toHaveLength(1);
    expect((await search(beto, 'in:tribunal')).messages.items).toHaveLength(1);
    await ana.socket.do('rooms:remove', { roomId: closed, personId: beto.id });
    expect(await messages(beto, 'veredicto')).toEqual([]);
    // Who was banned reads no public room either.
    expect(await messages(beto, 'determinantes')).toHaveLength(1);
    await ana.socket.do('rooms:ban', { roomId: open, personId: beto.id, reason: 'prueba' });
    expect(await messages(beto, 'determinantes')).toEqual([]);
    await ana.socket.do('rooms:unban', { roomId: open, personId: beto.id });
    await beto.socket.do('rooms:join', { roomId: open });
  });

  it('finds what two people say to each other for those two alone, by the name of the other', async () => {
    const made = await beto.http.post<{ room: { id: string } }>('/api/rooms/direct', { personIds: [ana.id] });
    await beto.socket.post(made.body.room.id, 'un murciélago entre tú y yo');
    const [hit] = (await search(ana, 'murcielago')).messages.items;
    expect(hit?.room).toMatchObject({ kind: 'direct', title: null, others: [{ id: beto.id, name: 'Beto' }] });
    expect(await messages(ana, 'in:beto murcielago')).toHaveLength(1);
    const admin = await hub.person('Adela', { role: 'admin' });
    for (const who of [carla, admin]) expect(await messages(who, 'murcielago')).toEqual([]);
  });

  it('finds people by what they show to members, and nothing across a block', async () => {
    await carla.http.patch('/api/account', { about: 'Trapecista de circo' });
    await carla.http.patch('/api/profile', { skills: ['malabares'], visibility: { skills: 'members', about: 'me' } });
    const found = async (who: Person, q: string) =>
      (await search(who, q)).people.items.map(({ person }) => person.name);
    expect(await found(beto, 'malabares')).toEqual(['Carla']);
    expect(await found(beto, 'trapecista')).toEqual([]);
    const { body } = await ana.http.post<{ code: string }>(`/api/rooms/${open}/invites`, {
      role: 'learner',
      guests: true,
    });
    const guest = hub.visitor();
    const entered = await guest.post<{ session: { accessToken: string } }>(`/api/invites/${body.code}/guest`, {
      name: 'De paso',
    });
    guest.token = entered.body.session.accessToken;
    const asGuest = async (q: string) => (await guest.get<SearchAnswer>(`/api/search?q=${q}`)).body;
    expect((await asGuest('malabares')).people.items).toEqual([]);
    expect((await asGuest('ibanez')).people.items.map(({ person }) => person.name)).toEqual(['Ana Ibáñez']);
    expect((await asGuest('determinantes')).messages.items).toHaveLength(1);
    await beto.http.put(`/api/people/${carla.id}/block`);
    await carla.socket.do('rooms:join', { roomId: open });
    await carla.socket.post(open, 'sé hacer malabares');
    expect(await messages(ana, 'malabares')).toHaveLength(1);
    expect(await messages(beto, 'malabares')).toEqual([]);
    for (const [one, other] of [
      [beto, 'carla'],
      [carla, 'beto'],
    ] as const)
      expect(await found(one, other)).toEqual([]);
  });

  it('finds nothing from before somebody may read', async () => {
    const later = await hub.room(ana, { title: 'Sala con pasado' });
    await ana.socket.post(later, 'una antigualla');
    await hub.sql.query(`update rooms set memory = memory || '{"historyFrom": "joining"}' where id = $1`, [later]);
    await beto.socket.do('rooms:join', { roomId: later });
    await ana.socket.post(later, 'otra antigualla');
    expect(await messages(ana, 'antigualla')).toHaveLength(2);
    expect(await messages(beto, 'antigualla')).toEqual(['otra [antigualla]']);
    expect(await messages(carla, 'antigualla')).toEqual([]);
  });

  it('understands operators in both languages', async () => {
    await beto.socket.post(open, '¿Alguien trae galletas?', { asks: true });
    await ana.socket.post(open, 'Yo traigo galletas, la receta: https://example.org/galletas');
    expect(await messages(ana, 'galletas')).toHaveLength(2);
    expect(await messages(ana, 'from:beto galletas')).toEqual(['¿Alguien trae [galletas]?']);
    expect(await messages(ana, 'de:me galletas')).toHaveLength(1);
    expect(await messages(ana, 'galletas tiene:enlace')).toHaveLength(1);
    expect(await messages(ana, 'has:question en:geometría')).toEqual(['¿Alguien trae galletas?']);
    expect(await messages(ana, '"trae galletas"')).toHaveLength(1);
    expect(await messages(ana, 'galletas antes:2020-01-01')).toEqual([]);
    expect(await messages(ana, 'galletas después:2020-01-01')).toHaveLength(2);
    expect((await search(ana, 'de:beto')).people.items).toEqual([]);
    expect((await search(ana, 'has:file')).files.items).toHaveLength(1);
  });

  it('answers in words what it cannot do', async () => {
    expect(await refused('from:nadieconestenombre')).toEqual({
      ...{ status: 404, code: 'search/no-such-person' },
      message: 'No hay nadie que se llame «nadieconestenombre» en las salas que puedes ver.',
    });
    expect(await refused('in:"Tribunal que no existe"')).toMatchObject({ status: 404, code: 'search/no-such-room' });
    expect(await refused('has:tesoro')).toMatchObject({ status: 400, code: 'search/unknown-has' });
    expect(await refused('!!')).toMatchObject({ status: 400, code: 'search/nothing-asked' });
    expect(await refused('a'.repeat(201))).toMatchObject({ status: 400, code: 'invalid-input' });
  });

  it('goes on page by page in each group', async () => {
    for (let n = 1; n <= 23; n += 1) await ana.socket.post(open, `repetida ${n}`);
    const first = await search(ana, 'repetida');
    expect(first.messages.items).toHaveLength(8);
    const seen = first.messages.items.map(({ id }) => id);
    for (let { next } = first.messages; next !== null;) {
      const page = (await search(ana, 'repetida', `&group=messages&after=${next}`)).messages;
      seen.push(...page.items.map(({ id }) => id));
      ({ next } = page);
    }
    expect(new Set(seen).size).toBe(23);
    expect(seen).toHaveLength(23);
  });
});
