import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { roomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { type RoomCard } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

interface List {
  rooms: RoomCard[];
  next: string | null;
}

describe('rooms as people see them', () => {
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

  describe('seeing', () => {
    it('a private room does not exist for outsiders: neither by route nor by command nor by stream', async () => {
      const roomId = await hub.room(alice, { visibility: 'private' });
      for (const path of [``, '/snapshot', '/members', '/invites', '/messages'])
        expect(await bruno.http.get(`/api/rooms/${roomId}${path}`)).toMatchObject({
          status: 404,
          body: { code: 'not-found' },
        });
      expect((await bruno.http.post(`/api/rooms/${roomId}/invites`, {})).status).toBe(404);
      expect(await bruno.socket.refused('rooms:join', { roomId })).toBe('not-found');
      expect(await bruno.socket.refused('rooms:leave', { roomId })).toBe('not-found');
      expect(await bruno.socket.refused('rooms:edit', { roomId, title: 'Mía' })).toBe('not-found');
      expect(await bruno.socket.refused('rooms:ban', { roomId, personId: alice.id, reason: 'x' })).toBe('not-found');
      expect(await bruno.socket.refused('stream:open', { stream: `room:${roomId}` })).toBe('not-found');
      expect((await bruno.socket.do('stream:watch', { streams: [`room:${roomId}`] })).refused).toEqual([
        `room:${roomId}`,
      ]);
      expect(
        (await bruno.http.get<List>('/api/rooms?scope=public')).body.rooms.map(({ room }) => room.id),
      ).not.toContain(roomId);
      // Platform staff read it, and only an admin may come in.
      expect((await admin.http.get(`/api/rooms/${roomId}`)).status).toBe(200);
      expect(await admin.socket.do('rooms:join', { roomId })).toEqual({ role: 'learner' });
    });

    it('unlisted is read by whoever has the address, and stands in no list', async () => {
      const roomId = await hub.room(alice, { visibility: 'unlisted' });
      expect((await bruno.http.get(`/api/rooms/${roomId}`)).status).toBe(200);
      expect(
        (await bruno.http.get<List>('/api/rooms?scope=public')).body.rooms.map(({ room }) => room.id),
      ).not.toContain(roomId);
      expect(await bruno.socket.do('rooms:join', { roomId })).toEqual({ role: 'learner' });
    });

    it('outsiders who follow are sent away when it turns private, with the change as the last thing they see', async () => {
      const roomId = await hub.room(alice);
      const stream = `room:${roomId}`;
      const onlooker = await hub.person('Olga');
      const live = await onlooker.connect();
      await live.open(stream);
      await bruno.socket.do('rooms:join', { roomId });
      await bruno.socket.open(stream);
      await alice.socket.do('rooms:edit', { roomId, visibility: 'private' });
      await waitFor('the onlooker to be sent away', () => live.closed.some((closed) => closed.stream === stream));
      await alice.socket.post(roomId, 'Solo entre nosotros');
      await bruno.socket.event('chat.message-posted', ({ payload }) => payload.message.text === 'Solo entre nosotros');
      expect(live.ofStream(stream).map(({ type }) => type)).toEqual(['rooms.member-joined', 'rooms.room-edited']);
      expect(live.closed).toMatchObject([{ stream, reason: 'not-allowed' }]);
      await bruno.socket.do('stream:close', { stream });
    });

    it('a snapshot holds the room, its people and what one is there', async () => {
      const roomId = await hub.room(alice, { title: 'Instantánea' });
      await bruno.socket.do('rooms:join', { roomId, as: 'spectator' });
      const { status, body, headers } = await bruno.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toContain('application/json');
      const snapshot = roomSnapshot.parse(body);
      expect(snapshot.head).toMatchObject({ stream: `room:${roomId}`, epoch: 1, seq: 3 });
      expect(snapshot.shared.rooms).toMatchObject({
        room: { title: 'Instantánea', memberCount: 2, touched: 3 },
        members: [
          { person: { id: bruno.id }, role: 'spectator', touched: 3 },
          { person: { id: alice.id }, role: 'host', touched: 2 },
        ],
      });
      expect(snapshot.personal.rooms).toEqual({ role: 'spectator', mayRead: true, mute: null });
      expect((await admin.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`)).body.personal.rooms).toEqual({
        role: null,
        mayRead: true,
        mute: null,
      });
      expect((await hub.visitor().get(`/api/rooms/${roomId}/snapshot`)).status).toBe(401);
    });

    it('a room that never was is not found, and asking for it leaves no stream behind', async () => {
      const nowhere = '00000000-0000-7000-8000-000000000000';
      expect((await alice.http.get(`/api/rooms/${nowhere}`)).status).toBe(404);
      expect(await alice.socket.refused('rooms:join', { roomId: nowhere })).toBe('not-found');
      expect(await hub.sql.query('select 1 from streams where id = $1', [`room:${nowhere}`])).toEqual([]);
      expect((await alice.http.get('/api/rooms/no-id')).status).toBe(400);
      const loud = (await hub.room(alice)).toUpperCase();
      expect((await alice.http.get(`/api/rooms/${loud}/snapshot`)).status).toBe(200);
      expect(await bruno.socket.do('rooms:join', { roomId: loud })).toEqual({ role: 'learner' });
    });
  });

  describe('lists', () => {
    it('are filtered, and go on page by page without holes or repetitions', async () => {
      const host = await hub.person('Lista', { mentor: true });
      const made: string[] = [];
      for (let index = 0; index < 33; index += 1)
        made.push(await hub.room(host, { title: `Página ${index}`, language: index % 2 ? 'en' : 'es' }));
      const cohort = await hub.room(host, {
        kind: 'cohort',
        title: 'IA para todo el mundo',
        about: 'con 100% de práctica',
      });
      const first = (await host.http.get<List>('/api/rooms')).body;
      expect(first.rooms).toHaveLength(30);
      const second = (await host.http.get<List>(`/api/rooms?after=${first.next}`)).body;
      expect(second.next).toBeNull();
      expect([...first.rooms, ...second.rooms].map(({ room }) => room.id)).toEqual([cohort, ...made.toReversed()]);

      const titles = async (query: string) =>
        (await host.http.get<List>(`/api/rooms?${query}`)).body.rooms.map(({ room }) => room.title);
      expect(await titles('kind=cohort')).toEqual(['IA para todo el mundo']);
      expect(await titles('language=en')).toHaveLength(16);
      expect(await titles('q=PARA%20TODO')).toEqual(['IA para todo el mundo']);
      expect(await titles('q=100%25')).toEqual(['IA para todo el mundo']);
      expect(await titles('q=%25')).toEqual(['IA para todo el mundo']);
      expect(await titles('q=_')).toEqual([]);
      expect(await titles('state=archived')).toEqual([]);
      const answer = await bruno.http.get<List>('/api/rooms?scope=public&kind=cohort&q=todo');
      expect(answer.body.rooms).toMatchObject([{ room: { id: cohort }, myRole: null, head: 0 }]);
      expect((await bruno.http.get<List>('/api/rooms?scope=mine&kind=cohort')).body.rooms).toEqual([]);
      expect((await host.http.get('/api/rooms?kind=nonsense')).status).toBe(400);
      expect((await host.http.get('/api/rooms?surprise=1')).status).toBe(400);
    });

    it('say what members missed, and where they are in the conversation', async () => {
      const reader = await hub.person('Rita');
      const roomId = await hub.room(reader);
      await bruno.socket.do('rooms:join', { roomId });
      await bruno.socket.post(roomId, 'Hola, Rita', { mentions: [reader.id] });
      const [card] = (await reader.http.get<List>('/api/rooms')).body.rooms;
      expect(card).toMatchObject({ head: 4, unread: 1, mentions: 1 });
      expect(card?.lastMessageAt).not.toBeNull();
      const elsewhere = (await alice.http.get<RoomCard>(`/api/rooms/${roomId}`)).body;
      expect(elsewhere).toMatchObject({ head: 0, unread: 0, mentions: 0, lastMessageAt: null });
    });
  });
});
