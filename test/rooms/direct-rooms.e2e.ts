import { randomUUID } from 'node:crypto';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

describe('direct rooms', () => {
  let hub: TestHub;
  let lara: Person;
  let mateo: Person;
  let admin: Person;
  let minor: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    lara = await hub.person('Lara');
    mateo = await hub.person('Mateo');
    admin = await hub.person('Ada', { role: 'admin' });
    minor = await hub.person('Mina', { ageBand: '16-17' });
    for (const person of [lara, mateo, admin, minor]) await person.connect();
  });
  afterAll(() => hub.close());

  const open = (person: Person, other: Person) =>
    person.http.post<RoomCard & { code?: string }>('/api/rooms/direct', { personIds: [other.id] });

  it('are one for two people, whoever writes first and however often', async () => {
    const answers = await Promise.all([open(lara, mateo), open(mateo, lara), open(lara, mateo)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const ids = new Set(answers.map(({ body }) => body.room.id));
    expect(ids.size).toBe(1);
    const { body } = await open(mateo, lara);
    expect(body).toMatchObject({
      myRole: 'host',
      others: [{ id: lara.id, name: 'Lara' }],
      room: { kind: 'direct', title: null, visibility: 'private', memberCount: 2, capacity: 2 },
    });
    const told = await mateo.socket.event('rooms.membership-changed', ({ payload }) => payload.roomId === body.room.id);
    expect(told.payload.role).toBe('host');
    const mine = (await lara.http.get<{ rooms: RoomCard[] }>('/api/rooms?kind=direct&q=mat')).body.rooms;
    expect(mine).toMatchObject([{ others: [{ name: 'Mateo' }] }]);
  });

  it('belong to the two alone and have no verbs about people', async () => {
    const { room } = (await open(lara, mateo)).body;
    const roomId = room.id;
    expect((await admin.http.get(`/api/rooms/${roomId}`)).status).toBe(404);
    expect((await admin.http.get(`/api/rooms/${roomId}/snapshot`)).status).toBe(404);
    expect(await admin.socket.refused('stream:open', { stream: `room:${roomId}` })).toBe('not-found');
    expect(await admin.socket.refused('rooms:join', { roomId })).toBe('not-found');
    expect(await lara.socket.refused('rooms:leave', { roomId })).toBe('not-allowed');
    expect(await lara.socket.refused('rooms:edit', { roomId, title: 'Nosotros' })).toBe('not-allowed');
    expect(await lara.socket.refused('rooms:set-locks', { roomId, locks: { chat: true } })).toBe('not-allowed');
    expect(await lara.socket.refused('rooms:set-role', { roomId, personId: mateo.id, role: 'spectator' })).toBe(
      'not-allowed',
    );
    expect(await lara.socket.refused('rooms:remove', { roomId, personId: mateo.id })).toBe('not-allowed');
    expect(await lara.socket.refused('rooms:ban', { roomId, personId: mateo.id, reason: 'x' })).toBe('not-allowed');
    expect(await lara.socket.refused('rooms:archive', { roomId })).toBe('not-allowed');
    expect((await lara.http.post(`/api/rooms/${roomId}/invites`, {})).status).toBe(403);
    expect(await lara.socket.do('rooms:join', { roomId })).toEqual({ role: 'host' });
  });

  it('with a minor need a common room first, whoever begins', async () => {
    expect(await open(lara, minor)).toMatchObject({ status: 403, body: { code: 'rooms/no-direct' } });
    expect(await open(minor, lara)).toMatchObject({ status: 403, body: { code: 'rooms/no-direct' } });
    const roomId = await hub.room(lara);
    await minor.socket.do('rooms:join', { roomId });
    expect((await open(lara, minor)).status).toBe(201);
    expect(await open(mateo, minor)).toMatchObject({ status: 403, body: { code: 'rooms/no-direct' } });
  });

  it('are not opened with nobody, with oneself, or with somebody suspended', async () => {
    expect((await open(lara, lara)).status).toBe(404);
    expect(
      (await lara.http.post('/api/rooms/direct', { personIds: ['00000000-0000-7000-8000-000000000000'] })).status,
    ).toBe(404);
    const gone = await hub.person('Gonzalo');
    await hub.sql.query(`update accounts set banned_at = now(), ban_reason = 'x' where id = $1`, [gone.id]);
    expect(await open(lara, gone)).toMatchObject({ status: 403, body: { code: 'rooms/no-direct' } });
  });
});

describe('rooms of a small group', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let caro: Person;
  let dani: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    ana = await hub.person('Ana');
    beto = await hub.person('Beto');
    caro = await hub.person('Caro');
    dani = await hub.person('Dani');
    for (const person of [ana, beto, caro, dani]) await person.connect();
  });
  afterAll(() => hub.close());

  const opens = (by: Person, ...others: Person[]) =>
    by.http.post<RoomCard & { code?: string }>('/api/rooms/direct', { personIds: others.map(({ id }) => id) });
  const members = async (roomId: string): Promise<string[]> =>
    (
      await hub.sql.query<{ name: string }>(
        `select name from memberships where room_id = $1 and state = 'member' order by name`,
        [roomId],
      )
    ).map(({ name }) => name);

  it('are one for the same people, whoever opens it and in whatever order, two at once too', async () => {
    const answers = await Promise.all([
      opens(ana, beto, caro),
      opens(beto, caro, ana),
      opens(caro, ana, beto),
      opens(ana, caro, beto),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const [first] = answers;
    expect(new Set(answers.map(({ body }) => body.room.id))).toEqual(new Set([first?.body.room.id]));
    expect(first?.body).toMatchObject({
      myRole: 'host',
      others: [{ name: 'Beto' }, { name: 'Caro' }],
      room: { kind: 'direct', title: null, visibility: 'private', memberCount: 3, capacity: 3 },
    });
    // The pair of two of them is another room, and so is the group with one more.
    const ids = [(await opens(ana, beto)).body.room.id, (await opens(beto, ana, caro, dani)).body.room.id];
    expect(new Set([...ids, first?.body.room.id]).size).toBe(3);
    const { rooms } = (await ana.http.get<{ rooms: RoomCard[] }>('/api/rooms?kind=direct&q=cár')).body;
    expect(rooms.map(({ others }) => others.length).toSorted()).toEqual([2, 3]);
  });

  it('tell everybody in them of a message, and nobody across a block', async () => {
    const { room } = (await opens(ana, beto, dani)).body;
    expect((await dani.http.put(`/api/people/${ana.id}/block`, {})).status).toBeLessThan(300);
    // It was there before: words of somebody blocked are folded, as in any room, and nobody is told.
    await ana.socket.post(room.id, 'A las siete, donde siempre');
    await hub.log.settled();
    const told = await hub.sql.query<{ account_id: string }>(
      `select account_id from notices where room_id = $1 and what = 'direct'`,
      [room.id],
    );
    expect(told).toEqual([{ account_id: beto.id }]);
    const { rooms } = (await beto.http.get<{ rooms: RoomCard[] }>('/api/rooms?kind=direct')).body;
    expect(rooms.find((card) => card.room.id === room.id)).toMatchObject({ unread: 1 });
    // But no other one begins with both: from either side the same words, which say nothing of a block.
    const eva = await hub.person('Eva');
    for (const refused of [await opens(ana, dani, eva), await opens(dani, eva, ana)])
      expect(refused).toMatchObject({ status: 403, body: { code: 'rooms/no-group' } });
    expect((await opens(eva, ana, dani)).status).toBe(201);
    expect((await dani.http.delete(`/api/people/${ana.id}/block`)).status).toBeLessThan(300);
  });

  it('may be left, by the last one too; opened again they are there, and what was said meanwhile is not', async () => {
    const { room } = (await opens(ana, beto, caro)).body;
    const roomId = room.id;
    await ana.socket.post(roomId, 'antes');
    expect(await beto.socket.do('rooms:leave', { roomId })).toEqual({});
    expect(await members(roomId)).toEqual(['Ana', 'Caro']);
    expect((await beto.http.get(`/api/rooms/${roomId}`)).status).toBe(404);
    expect(await beto.socket.refused('rooms:join', { roomId })).toBe('not-found');
    expect((await ana.http.get<RoomCard>(`/api/rooms/${roomId}`)).body.others.map(({ name }) => name)).toEqual([
      'Caro',
    ]);
    await ana.socket.post(roomId, 'sin Beto');
    expect((await opens(caro, ana, beto)).body.room.id).toBe(roomId);
    await ana.socket.post(roomId, 'con Beto');
    const read = await beto.http.get<{ messages: { text: string }[] }>(`/api/rooms/${roomId}/messages`);
    expect(read.body.messages.map(({ text }) => text)).toEqual(['con Beto']);
    for (const person of [ana, beto, caro]) await person.socket.do('rooms:leave', { roomId });
    expect(await members(roomId)).toEqual([]);
    expect((await opens(ana, beto, caro)).body.room).toMatchObject({ id: roomId, memberCount: 3 });
  });

  it('belong to their people alone, who are nobody’s staff', async () => {
    const { room } = (await opens(ana, beto, caro)).body;
    const roomId = room.id;
    const admin = await hub.person('Ada', { role: 'admin' });
    await admin.connect();
    expect((await admin.http.get(`/api/rooms/${roomId}/snapshot`)).status).toBe(404);
    expect(await dani.socket.refused('rooms:join', { roomId })).toBe('not-found');
    expect(await ana.socket.refused('rooms:remove', { roomId, personId: beto.id })).toBe('not-allowed');
    expect(await ana.socket.refused('rooms:archive', { roomId })).toBe('not-allowed');
    const { messageId } = await beto.socket.post(roomId, 'esto es mío');
    expect(await ana.socket.refused('chat:delete', { roomId, messageId, clientId: randomUUID() })).toBe(
      'chat/not-yours',
    );
    await beto.socket.do('chat:delete', { roomId, messageId, clientId: randomUUID() });
  });

  it('have two to eight people, each once, who may all be written to', async () => {
    const many = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((nth) => hub.person(`Uno ${nth}`)));
    const asks = (personIds: unknown) => ana.http.post<{ code: string }>('/api/rooms/direct', { personIds });
    const ids = many.map(({ id }) => id);
    expect((await asks(ids)).status).toBe(201);
    for (const wrong of [[], [...ids, beto.id], [beto.id, beto.id], [beto.id, beto.id.toUpperCase()], ['x'], beto.id])
      expect(await asks(wrong)).toMatchObject({ status: 400 });
    expect((await asks([beto.id, ana.id])).status).toBe(404);
    expect((await asks([beto.id, randomUUID()])).status).toBe(404);
    // Everybody in it would write to the minor: each has to share a room with them.
    const minor = await hub.person('Mina', { ageBand: '16-17' });
    await minor.connect();
    const common = await hub.room(ana);
    for (const person of [minor, beto]) await person.socket.do('rooms:join', { roomId: common });
    expect(await asks([minor.id, caro.id])).toMatchObject({ status: 403, body: { code: 'rooms/no-group' } });
    expect((await opens(caro, beto, minor)).status).toBe(403);
    expect((await asks([minor.id, beto.id])).status).toBe(201);
    await hub.sql.query(`update accounts set banned_at = now(), ban_reason = 'x' where id = $1`, [many[0]?.id]);
    expect(await opens(beto, caro, many[0] ?? caro)).toMatchObject({ status: 403, body: { code: 'rooms/no-group' } });
  });
});
