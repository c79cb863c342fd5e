import type { Session } from '../../src/contract/accounts.contract.js';
import { LEGAL_VERSION } from '../../src/contract/accounts.contract.js';
import { invitePreview, type InviteView, type RoomCard } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { accept, guest, invite } from './by-invite.js';

const HOUR_MS = 3_600_000;

describe('invitations', () => {
  let hub: TestHub;
  let host: Person;
  let eva: Person;
  let fede: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    host = await hub.person('Hilda');
    eva = await hub.person('Eva');
    fede = await hub.person('Fede');
    for (const person of [host, eva, fede]) await person.connect();
  });
  afterAll(() => hub.close());

  const usesOf = async (roomId: string) =>
    (await host.http.get<{ invites: InviteView[] }>(`/api/rooms/${roomId}/invites`)).body.invites.map(
      ({ uses }) => uses,
    );

  it('show room, host and who is there before any form', async () => {
    const roomId = await hub.room(host, {
      visibility: 'private',
      title: 'Taller cerrado',
      about: 'De martes a jueves',
    });
    const { code } = await invite(host, roomId, { guests: true });
    await host.socket.open(`room:${roomId}`);
    const seen = await waitFor('the host to be there', async () => {
      const preview = await hub.visitor().get<{ present: number }>(`/api/invites/${code}`);
      return preview.body.present === 1 && preview;
    });
    expect(invitePreview.parse(seen.body)).toEqual({
      room: {
        id: roomId,
        kind: 'study-group',
        title: 'Taller cerrado',
        about: 'De martes a jueves',
        language: 'es',
        memberCount: 1,
      },
      host: { id: host.id, name: 'Hilda', kind: 'person', avatar: null },
      present: 1,
      faces: [{ id: host.id, name: 'Hilda', kind: 'person', avatar: null }],
      guests: true,
      registration: 'open',
    });
    await host.socket.do('stream:close', { stream: `room:${roomId}` });
    expect(await hub.visitor().get('/api/invites/aaaaaaaaaaaaaaaaaaaaaaaa')).toMatchObject({
      status: 404,
      body: { code: 'rooms/invite-invalid' },
    });
  });

  it('let into a private room, once for each person', async () => {
    const roomId = await hub.room(host, { visibility: 'private' });
    const { code } = await invite(host, roomId, { role: 'spectator' });
    expect(await accept(eva, code)).toMatchObject({ status: 200, body: { roomId } });
    expect((await accept(eva, code)).status).toBe(200);
    expect(await usesOf(roomId)).toEqual([1]);
    expect((await eva.http.get<RoomCard>(`/api/rooms/${roomId}`)).body.myRole).toBe('spectator');
    const { events } = await hub.log.read(`room:${roomId}`, 2, 10);
    expect(events).toMatchObject([{ type: 'rooms.member-joined', actor: eva.id }]);
    expect((await hub.visitor().post(`/api/invites/${code}/accept`)).status).toBe(401);
  });

  it('are made and withdrawn by hosts and co-hosts only, and to no role above one’s own', async () => {
    const roomId = await hub.room(host);
    await eva.socket.do('rooms:join', { roomId });
    expect(await eva.http.post(`/api/rooms/${roomId}/invites`, {})).toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    });
    await host.socket.do('rooms:set-role', { roomId, personId: eva.id, role: 'co-host' });
    const attempt = async (wishes: object) =>
      (await eva.http.post<{ code: string }>(`/api/rooms/${roomId}/invites`, wishes)).status;
    expect(await attempt({ role: 'co-host' })).toBe(403);
    expect(await attempt({ role: 'judge' })).toBe(400);
    expect(await attempt({ role: 'host' })).toBe(400);
    expect(await attempt({})).toBe(201);
    expect(await host.http.post(`/api/rooms/${roomId}/invites`, { role: 'co-host', guests: true })).toMatchObject({
      status: 403,
    });
    const listed = (await host.http.get<{ invites: InviteView[] }>(`/api/rooms/${roomId}/invites`)).body.invites;
    expect(listed).toMatchObject([
      { role: 'learner', uses: 0, maxUses: null, revokedAt: null, createdBy: { id: eva.id, name: 'Eva' } },
    ]);
    expect((await fede.http.delete(`/api/rooms/${roomId}/invites/${listed[0]?.id}`)).status).toBe(403);
    const other = await hub.room(host);
    expect((await host.http.delete(`/api/rooms/${other}/invites/${listed[0]?.id}`)).status).toBe(404);
  });

  it('a full room offers the public to whoever was invited', async () => {
    const roomId = await hub.room(host, { visibility: 'private', capacity: 2 });
    const { code } = await invite(host, roomId, { guests: true });
    expect((await accept(eva, code)).status).toBe(200);
    expect(await accept(fede, code)).toMatchObject({
      status: 409,
      body: { code: 'rooms/full', details: { capacity: 2 } },
    });
    expect(await accept(fede, code, { as: 'spectator' })).toMatchObject({ status: 200 });
    expect((await fede.http.get<RoomCard>(`/api/rooms/${roomId}`)).body.myRole).toBe('spectator');
    // A guest who finds no place leaves no account behind.
    const guests = async () =>
      (await hub.sql.query(`select 1 from accounts where kind = 'guest' and guest_of = $1`, [roomId])).length;
    expect(await hub.visitor().post(`/api/invites/${code}/guest`, { name: 'Gala' })).toMatchObject({ status: 409 });
    expect(await guests()).toBe(0);
    expect((await hub.visitor().post(`/api/invites/${code}/guest`, { name: 'Gala', as: 'spectator' })).status).toBe(
      201,
    );
    expect(await guests()).toBe(1);
  });

  it('an archived room lets nobody in', async () => {
    const roomId = await hub.room(host);
    const { code } = await invite(host, roomId, { guests: true });
    await host.socket.do('rooms:archive', { roomId });
    expect(await accept(eva, code)).toMatchObject({ status: 409, body: { code: 'rooms/archived' } });
    expect((await hub.visitor().post(`/api/invites/${code}/guest`, { name: 'Gala' })).status).toBe(409);
  });

  describe('guests', () => {
    it('come in with a name, take part in that room and see no other', async () => {
      const [roomId, elsewhere] = [await hub.room(host, { visibility: 'private' }), await hub.room(host)];
      const { code } = await invite(host, roomId, { guests: true });
      await host.socket.open(`room:${roomId}`);
      const { person: gala, roomId: entered } = await guest(hub, code, 'Gala');
      expect(entered).toBe(roomId);
      const joined = await host.socket.event(
        'rooms.member-joined',
        ({ payload }) => payload.member.person.id === gala.id,
      );
      expect(joined.payload.member).toMatchObject({ role: 'learner', person: { name: 'Gala', kind: 'guest' } });
      expect(joined.actor).toBe(gala.id);
      await gala.connect();
      await gala.socket.open(`room:${roomId}`);
      await gala.socket.post(roomId, 'Hola, soy Gala');
      expect((await gala.http.get<{ rooms: RoomCard[] }>('/api/rooms')).body.rooms.map(({ room }) => room.id)).toEqual([
        roomId,
      ]);
      expect((await gala.http.get<{ rooms: RoomCard[] }>('/api/rooms?scope=public')).body.rooms).toEqual([]);
      expect((await gala.http.get(`/api/rooms/${elsewhere}`)).status).toBe(404);
      expect(await gala.socket.refused('rooms:join', { roomId: elsewhere })).toBe('not-found');
      expect((await gala.http.get('/api/rooms/rights')).body).toEqual({ create: [] });
      expect(await gala.http.post('/api/rooms', { kind: 'study-group', title: 'Mi sala' })).toMatchObject({
        status: 403,
        body: { code: 'accounts/not-for-guests' },
      });
      expect(await gala.http.post('/api/rooms/direct', { personIds: [host.id] })).toMatchObject({
        status: 403,
        body: { code: 'accounts/not-for-guests' },
      });
      const other = await invite(host, elsewhere, { guests: true });
      expect(await accept(gala, other.code)).toMatchObject({ status: 403, body: { code: 'accounts/not-for-guests' } });
      expect((await gala.http.post(`/api/invites/${other.code}/guest`, { name: 'Gala' })).status).toBe(403);
      expect(await host.socket.refused('rooms:set-role', { roomId, personId: gala.id, role: 'co-host' })).toBe(
        'accounts/not-for-guests',
      );
      await host.socket.do('rooms:remove', { roomId, personId: gala.id });
      await waitFor('the guest to be sent away', () => gala.socket.closed.length > 0);
      expect((await gala.http.get(`/api/rooms/${roomId}/snapshot`)).status).toBe(404);
      gala.close();
    });

    it('only where the link says so', async () => {
      const { code } = await invite(host, await hub.room(host));
      expect(await hub.visitor().post(`/api/invites/${code}/guest`, { name: 'Gala' })).toMatchObject({
        status: 403,
        body: { code: 'rooms/guests-not-allowed' },
      });
      expect((await hub.visitor().post(`/api/invites/${code}/guest`, { name: '' })).status).toBe(400);
    });

    it('who becomes a person stays a member, and the room sees the new kind', async () => {
      const roomId = await hub.room(host);
      const { code } = await invite(host, roomId, { guests: true });
      const { person: gala } = await guest(hub, code, 'Gala');
      const upgraded = await gala.http.post('/api/account/upgrade', {
        email: `gala.${roomId}@example.org`,
        password: 'una frase larga y rara',
        ageBand: '18-plus',
        acceptedTerms: LEGAL_VERSION,
      });
      expect(upgraded.status).toBe(200);
      await hub.log.settled();
      const { events } = await hub.log.read(`room:${roomId}`, 3, 10);
      expect(events).toMatchObject([
        { type: 'rooms.member-changed', payload: { person: { id: gala.id, name: 'Gala', kind: 'person' } } },
      ]);
    });
  });

  it('registering with an invitation joins its room, as public where it is full', async () => {
    const roomId = await hub.room(host, { visibility: 'private', capacity: 2 });
    const { code } = await invite(host, roomId);
    const register = (name: string, invitation: string) =>
      hub.visitor().post<Session>('/api/accounts', {
        name,
        email: `${name}.${roomId}@example.org`.toLowerCase(),
        password: 'una frase larga y rara',
        ageBand: '18-plus',
        acceptedTerms: LEGAL_VERSION,
        invite: invitation,
      });
    const roleOf = async (session: Session) => {
      const [row] = await hub.sql.query<{ role: string }>(
        'select role from memberships where room_id = $1 and account_id = $2',
        [roomId, session.account.id],
      );
      return row?.role;
    };
    expect(await roleOf((await register('Ines', code)).body)).toBe('learner');
    expect(await roleOf((await register('Joel', code)).body)).toBe('spectator');
    expect(await register('Karla', 'aaaaaaaaaaaaaaaaaaaaaaaa')).toMatchObject({
      status: 404,
      body: { code: 'rooms/invite-invalid' },
    });
  });

  // Last: the moved clock ends everybody's session.
  it('end when they expire, are withdrawn or used up', async () => {
    const roomId = await hub.room(host);
    const [short, withdrawn, once] = [
      await invite(host, roomId, { expiresInHours: 1 }),
      await invite(host, roomId),
      await invite(host, roomId, { maxUses: 1 }),
    ];
    expect((await host.http.delete(`/api/rooms/${roomId}/invites/${withdrawn.id}`)).status).toBe(204);
    const [one, other] = await Promise.all([accept(eva, once.code), accept(fede, once.code)]);
    expect(new Set([one.status, other.status])).toEqual(new Set([200, 404]));
    hub.clock.advance(HOUR_MS + 1_000);
    const nora = await hub.person('Nora');
    for (const { code } of [short, withdrawn, once]) {
      expect(await accept(nora, code)).toMatchObject({ status: 404, body: { code: 'rooms/invite-invalid' } });
      expect((await hub.visitor().get(`/api/invites/${code}`)).status).toBe(404);
    }
  });
});
