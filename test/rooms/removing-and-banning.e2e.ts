import type { MemberView, RoomCard } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('who has to go', () => {
  let hub: TestHub;
  let host: Person;
  let carla: Person;
  let dani: Person;
  let staff: Person;
  let admin: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    host = await hub.person('Hugo');
    carla = await hub.person('Carla');
    dani = await hub.person('Dani');
    staff = await hub.person('Sol', { role: 'staff' });
    admin = await hub.person('Ada', { role: 'admin' });
    for (const person of [host, carla, dani, staff, admin]) await person.connect();
  });
  afterAll(() => hub.close());

  const typesAfter = async (roomId: string, seq: number) =>
    (await hub.log.read(`room:${roomId}`, seq, 50)).events.map(({ type }) => type);
  const members = async (roomId: string, query = '') =>
    (await host.http.get<{ members: MemberView[] }>(`/api/rooms/${roomId}/members${query}`)).body.members;

  describe('removing and banning', () => {
    it('a removal is the last thing the removed person’s socket sees; they may come back', async () => {
      const roomId = await hub.room(host, { visibility: 'private' });
      const stream = `room:${roomId}`;
      const invite = await host.http.post<{ code: string }>(`/api/rooms/${roomId}/invites`, {});
      await dani.http.post(`/api/invites/${invite.body.code}/accept`);
      await dani.socket.open(stream);
      expect(await dani.socket.refused('rooms:remove', { roomId, personId: host.id })).toBe('not-allowed');
      expect(await host.socket.refused('rooms:remove', { roomId, personId: host.id })).toBe('not-allowed');
      expect(await host.socket.refused('rooms:remove', { roomId, personId: NOBODY })).toBe('rooms/person-not-in-room');
      await host.socket.do('rooms:remove', { roomId, personId: dani.id });
      await host.socket.post(roomId, 'Ya no lo oye');
      await waitFor('the stream to close', () => dani.socket.closed.some((closed) => closed.stream === stream));
      expect(dani.socket.ofStream(stream).map(({ type }) => type)).toEqual(['rooms.member-removed']);
      expect((await dani.http.get(`/api/rooms/${roomId}/snapshot`)).status).toBe(404);
      expect((await dani.http.post(`/api/invites/${invite.body.code}/accept`)).status).toBe(200);
    });

    it('a ban keeps out, looks like a removal to the room, and tells its reason to the staff only', async () => {
      const roomId = await hub.room(host);
      await host.socket.open(`room:${roomId}`);
      await host.socket.open(`room:${roomId}:staff`);
      await dani.socket.do('rooms:join', { roomId });
      await host.socket.do('rooms:ban', { roomId, personId: dani.id, reason: 'Insultos' });
      await host.socket.do('rooms:ban', { roomId, personId: dani.id, reason: 'Otra vez' });
      const banned = await host.socket.event('rooms.person-banned');
      expect(banned).toMatchObject({
        stream: `room:${roomId}:staff`,
        payload: { person: { id: dani.id }, reason: 'Insultos', by: { id: host.id } },
      });
      expect(host.socket.ofStream(`room:${roomId}:staff`)).toHaveLength(1);
      expect(await typesAfter(roomId, 3)).toEqual(['rooms.member-removed']);
      expect(JSON.stringify((await hub.log.read(`room:${roomId}`, 0, 50)).events)).not.toContain('Insultos');
      expect(await dani.socket.refused('rooms:join', { roomId })).toBe('rooms/banned');
      expect((await dani.http.get(`/api/rooms/${roomId}`)).status).toBe(404);
      expect(await dani.socket.refused('stream:open', { stream: `room:${roomId}` })).toBe('not-found');
      const invite = await host.http.post<{ code: string }>(`/api/rooms/${roomId}/invites`, {});
      expect(await dani.http.post(`/api/invites/${invite.body.code}/accept`)).toMatchObject({
        status: 403,
        body: { code: 'rooms/banned' },
      });
      expect((await carla.http.get(`/api/rooms/${roomId}/members?state=banned`)).status).toBe(403);
      expect((await members(roomId, '?state=banned')).map(({ person }) => person.id)).toEqual([dani.id]);

      expect(await carla.socket.refused('rooms:unban', { roomId, personId: dani.id })).toBe('not-allowed');
      expect(await host.socket.refused('rooms:unban', { roomId, personId: carla.id })).toBe('rooms/person-not-in-room');
      await host.socket.do('rooms:unban', { roomId, personId: dani.id });
      await host.socket.event('rooms.person-unbanned');
      expect(await dani.socket.do('rooms:join', { roomId })).toEqual({ role: 'learner' });
      for (const stream of [`room:${roomId}`, `room:${roomId}:staff`]) await host.socket.do('stream:close', { stream });
    });

    it('who left can still be banned, and stops seeing a public room at once', async () => {
      const roomId = await hub.room(host);
      const stream = `room:${roomId}`;
      await dani.socket.do('rooms:join', { roomId });
      await dani.socket.do('rooms:leave', { roomId });
      await dani.socket.open(stream);
      expect(await host.socket.refused('rooms:ban', { roomId, personId: NOBODY, reason: 'x' })).toBe(
        'rooms/person-not-in-room',
      );
      await host.socket.do('rooms:ban', { roomId, personId: dani.id, reason: 'Vuelve a molestar' });
      await waitFor('the stream to close', () => dani.socket.closed.some((closed) => closed.stream === stream));
      expect(await typesAfter(roomId, 4)).toEqual([]);
      expect((await host.http.get<RoomCard>(`/api/rooms/${roomId}`)).body.room.memberCount).toBe(1);
    });

    it('a co-host removes and bans learners, not other co-hosts', async () => {
      const roomId = await hub.room(host);
      for (const person of [carla, dani]) await person.socket.do('rooms:join', { roomId });
      for (const person of [carla, dani])
        await host.socket.do('rooms:set-role', { roomId, personId: person.id, role: 'co-host' });
      expect(await carla.socket.refused('rooms:remove', { roomId, personId: dani.id })).toBe('not-allowed');
      expect(await carla.socket.refused('rooms:ban', { roomId, personId: host.id, reason: 'x' })).toBe('not-allowed');
      await host.socket.do('rooms:set-role', { roomId, personId: dani.id, role: 'learner' });
      await carla.socket.do('rooms:ban', { roomId, personId: dani.id, reason: 'x' });
    });
  });
});
