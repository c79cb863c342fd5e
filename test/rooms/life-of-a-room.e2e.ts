import { roomCard, type RoomCard } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

describe('the life of a room', () => {
  let hub: TestHub;
  let alice: Person;
  let bruno: Person;
  let admin: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    alice = await hub.person('Alice');
    bruno = await hub.person('Bruno');
    admin = await hub.person('Ada', { role: 'admin' });
    for (const person of [alice, bruno, admin]) await person.connect();
  });
  afterAll(() => hub.close());

  describe('creating', () => {
    it('makes whoever creates it its host and tells their devices', async () => {
      const roomId = await hub.room(alice, {
        title: '  Café con datos ',
        about: 'Miércoles',
        language: 'en',
        capacity: 12,
      });
      const { status, body } = await alice.http.get<RoomCard>(`/api/rooms/${roomId}`);
      expect(status).toBe(200);
      expect(roomCard.parse(body)).toMatchObject({
        myRole: 'host',
        head: 2,
        unread: 0,
        others: [],
        room: {
          title: 'Café con datos',
          about: 'Miércoles',
          language: 'en',
          capacity: 12,
          kind: 'study-group',
          visibility: 'public',
          state: 'open',
          memberCount: 1,
          touched: 2,
        },
      });
      const told = await alice.socket.event('rooms.membership-changed', ({ payload }) => payload.roomId === roomId);
      expect(told.payload).toEqual({ roomId, state: 'member', role: 'host' });
      const { events } = await hub.log.read(`room:${roomId}`, 0, 10);
      expect(events.map(({ type, seq }) => `${seq} ${type}`)).toEqual([
        '1 rooms.room-created',
        '2 rooms.member-joined',
      ]);
      expect(events[0]?.payload).toMatchObject({ room: { touched: 1, memberCount: 0 } });
      expect(events[1]?.payload).toMatchObject({
        memberCount: 1,
        member: { touched: 2, role: 'host', person: { id: alice.id, name: 'Alice' } },
      });
    });

    it('asks the table of who may create which kind', async () => {
      const mentor = await hub.person('Marta', { mentor: true });
      const staff = await hub.person('Sol', { role: 'staff' });
      const rights = async (person: Person) =>
        (await person.http.get<{ create: string[] }>('/api/rooms/rights')).body.create;
      expect(await rights(alice)).toEqual(['study-group']);
      expect(await rights(staff)).toEqual(['study-group']);
      expect(await rights(mentor)).toEqual(['cohort', 'study-group', 'mentor-session']);
      expect(await rights(admin)).toEqual(['cohort', 'study-group', 'competition', 'mentor-session']);
      const attempt = (person: Person, kind: string) => person.http.post('/api/rooms', { kind, title: 'Sala nueva' });
      expect(await attempt(alice, 'cohort')).toMatchObject({ status: 403, body: { code: 'rooms/kind-not-allowed' } });
      expect(await attempt(mentor, 'competition')).toMatchObject({
        status: 403,
        body: { code: 'rooms/kind-not-allowed' },
      });
      expect((await attempt(mentor, 'mentor-session')).status).toBe(201);
      expect((await attempt(admin, 'competition')).status).toBe(201);
      expect((await attempt(alice, 'direct')).status).toBe(400);
      expect((await hub.visitor().post('/api/rooms', { kind: 'study-group', title: 'Sala nueva' })).status).toBe(401);
    });

    it('the setting rooms.create replaces rows of that table', async () => {
      await hub.sql.query(`insert into settings (key, value) values ('rooms.create', '{"study-group": "admins"}')`);
      expect((await alice.http.get('/api/rooms/rights')).body).toEqual({ create: [] });
      expect((await admin.http.get<{ create: string[] }>('/api/rooms/rights')).body.create).toHaveLength(4);
      await hub.sql.query(`delete from settings where key = 'rooms.create'`);
    });
  });

  describe('changing', () => {
    it('edits what is given, tells the room, and says nothing where nothing changes', async () => {
      const roomId = await hub.room(alice, { title: 'Antes', about: 'igual' });
      await alice.socket.open(`room:${roomId}`);
      await alice.socket.do('rooms:edit', { roomId, title: 'Después' });
      const event = await alice.socket.event('rooms.room-edited', ({ payload }) => payload.room.id === roomId);
      expect(event).toMatchObject({
        seq: 3,
        actor: alice.id,
        payload: { room: { title: 'Después', about: 'igual', touched: 3 } },
      });
      await alice.socket.do('rooms:edit', { roomId, title: 'Después' });
      expect((await hub.log.read(`room:${roomId}`, 3, 10)).head.seq).toBe(3);
      expect(await bruno.socket.refused('rooms:edit', { roomId, title: 'Mía' })).toBe('not-allowed');
      await bruno.socket.do('rooms:join', { roomId });
      expect(await bruno.socket.refused('rooms:edit', { roomId, title: 'Mía' })).toBe('not-allowed');
      await alice.socket.do('stream:close', { stream: `room:${roomId}` });
    });

    it('locks change one by one, by room staff and platform staff only', async () => {
      const roomId = await hub.room(alice);
      await alice.socket.do('rooms:set-locks', { roomId, locks: { chat: true } });
      await admin.socket.do('rooms:set-locks', { roomId, locks: { reactions: true } });
      await alice.socket.do('rooms:set-locks', { roomId, locks: { chat: true } });
      expect(await bruno.socket.refused('rooms:set-locks', { roomId, locks: { chat: false } })).toBe('not-allowed');
      const { events } = await hub.log.read(`room:${roomId}`, 2, 10);
      expect(events.map(({ payload }) => payload)).toEqual([
        { locks: { chat: true, reactions: false, files: false, announcements: false, slowSeconds: 0 } },
        { locks: { chat: true, reactions: true, files: false, announcements: false, slowSeconds: 0 } },
      ]);
    });

    it('archived it can be read and left, and nothing else until it is reopened', async () => {
      const roomId = await hub.room(alice);
      await bruno.socket.do('rooms:join', { roomId });
      expect(await bruno.socket.refused('rooms:archive', { roomId })).toBe('not-allowed');
      await alice.socket.do('rooms:archive', { roomId });
      expect(await alice.socket.refused('rooms:edit', { roomId, title: 'Otra cosa' })).toBe('rooms/archived');
      expect(await alice.socket.refused('rooms:set-locks', { roomId, locks: { chat: true } })).toBe('rooms/archived');
      expect(await alice.socket.refused('rooms:set-role', { roomId, personId: bruno.id, role: 'co-host' })).toBe(
        'rooms/archived',
      );
      expect(await alice.socket.refused('rooms:remove', { roomId, personId: bruno.id })).toBe('rooms/archived');
      expect(await alice.socket.refused('rooms:archive', { roomId })).toBe('rooms/archived');
      expect(await admin.socket.refused('rooms:join', { roomId })).toBe('rooms/archived');
      expect(await alice.http.post(`/api/rooms/${roomId}/invites`, {})).toMatchObject({
        status: 409,
        body: { code: 'rooms/archived' },
      });
      const card = (await bruno.http.get<RoomCard>(`/api/rooms/${roomId}`)).body;
      expect(card.room).toMatchObject({ state: 'archived', touched: 4 });
      expect(card.room.archivedAt).not.toBeNull();
      await bruno.socket.do('rooms:leave', { roomId });
      await alice.socket.do('rooms:reopen', { roomId });
      await alice.socket.do('rooms:reopen', { roomId });
      await bruno.socket.do('rooms:join', { roomId });
      const { events } = await hub.log.read(`room:${roomId}`, 3, 10);
      expect(events.map(({ type }) => type)).toEqual([
        'rooms.room-archived',
        'rooms.member-left',
        'rooms.room-reopened',
        'rooms.member-joined',
      ]);
    });
  });
});
