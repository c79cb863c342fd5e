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
    person.http.post<RoomCard & { code?: string }>('/api/rooms/direct', { personId: other.id });

  it('are one for two people, whoever writes first and however often', async () => {
    const answers = await Promise.all([open(lara, mateo), open(mateo, lara), open(lara, mateo)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const ids = new Set(answers.map(({ body }) => body.room.id));
    expect(ids.size).toBe(1);
    const { body } = await open(mateo, lara);
    expect(body).toMatchObject({
      myRole: 'host',
      other: { id: lara.id, name: 'Lara' },
      room: { kind: 'direct', title: null, visibility: 'private', memberCount: 2, capacity: 2 },
    });
    const told = await mateo.socket.event('rooms.membership-changed', ({ payload }) => payload.roomId === body.room.id);
    expect(told.payload.role).toBe('host');
    const mine = (await lara.http.get<{ rooms: RoomCard[] }>('/api/rooms?kind=direct&q=mat')).body.rooms;
    expect(mine).toMatchObject([{ other: { name: 'Mateo' } }]);
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
      (await lara.http.post('/api/rooms/direct', { personId: '00000000-0000-7000-8000-000000000000' })).status,
    ).toBe(404);
    const gone = await hub.person('Gonzalo');
    await hub.sql.query(`update accounts set banned_at = now(), ban_reason = 'x' where id = $1`, [gone.id]);
    expect(await open(lara, gone)).toMatchObject({ status: 403, body: { code: 'rooms/no-direct' } });
  });
});
