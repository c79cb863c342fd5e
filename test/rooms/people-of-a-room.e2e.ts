import type { MemberView, RoomCard } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { crowd } from './crowd.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('the people of a room', () => {
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

  describe('joining and leaving', () => {
    it('joining twice answers the role one has; leaving and coming back is possible', async () => {
      const roomId = await hub.room(host);
      expect(await carla.socket.do('rooms:join', { roomId })).toEqual({ role: 'learner' });
      expect(await carla.socket.do('rooms:join', { roomId, as: 'spectator' })).toEqual({ role: 'learner' });
      await carla.socket.do('rooms:leave', { roomId });
      expect(await carla.socket.refused('rooms:leave', { roomId })).toBe('rooms/not-a-member');
      expect(await carla.socket.do('rooms:join', { roomId, as: 'spectator' })).toEqual({ role: 'spectator' });
      const { events } = await hub.log.read(`room:${roomId}`, 2, 50);
      expect(events.map(({ type, payload }) => [type, 'memberCount' in payload && payload.memberCount])).toEqual([
        ['rooms.member-joined', 2],
        ['rooms.member-left', 1],
        ['rooms.member-joined', 2],
      ]);
      await carla.socket.event(
        'rooms.membership-changed',
        ({ payload }) => payload.roomId === roomId && payload.role === 'spectator',
      );
      const told = carla.socket.events
        .filter((event) => event.type === 'rooms.membership-changed')
        .map(({ payload }) => payload);
      expect(told.filter((payload) => 'roomId' in payload && payload.roomId === roomId)).toEqual([
        { roomId, state: 'member', role: 'learner' },
        { roomId, state: 'left', role: null },
        { roomId, state: 'member', role: 'spectator' },
      ]);
    });

    it('fifty join at once for ten places: exactly ten come in, the rest are offered the public', async () => {
      const people = await crowd(hub, 50);
      const roomId = await hub.room(host, { capacity: 11 });
      for (const person of people) await person.connect();
      const answers = await Promise.all(people.map((person) => person.socket.ask('rooms:join', { roomId })));
      expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
      const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
      expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['rooms/full']));
      expect(refusals[0]?.details).toEqual({ capacity: 11 });
      const late = people.find((_, index) => answers[index]?.ok === false);
      expect(await late?.socket.do('rooms:join', { roomId, as: 'spectator' })).toEqual({ role: 'spectator' });
      expect((await host.http.get<RoomCard>(`/api/rooms/${roomId}`)).body.room.memberCount).toBe(12);
      const { events } = await hub.log.read(`room:${roomId}`, 0, 100);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      // A place that becomes free is taken once; who spectates needs one to take part.
      expect(await host.socket.refused('rooms:set-role', { roomId, personId: late?.id ?? '', role: 'learner' })).toBe(
        'rooms/full',
      );
      await people[answers.findIndex((answer) => answer.ok)]?.socket.do('rooms:leave', { roomId });
      await host.socket.do('rooms:set-role', { roomId, personId: late?.id ?? '', role: 'learner' });
      for (const person of people) person.close();
    });
  });

  describe('roles', () => {
    it('hosts give roles, co-hosts only lower ones to lower people, learners none', async () => {
      const roomId = await hub.room(host);
      for (const person of [carla, dani]) await person.socket.do('rooms:join', { roomId });
      await host.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'co-host' });
      await host.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'co-host' });
      expect(await typesAfter(roomId, 4)).toEqual(['rooms.role-changed']);
      await carla.socket.do('rooms:set-role', { roomId, personId: dani.id, role: 'spectator' });
      expect(await carla.socket.refused('rooms:set-role', { roomId, personId: dani.id, role: 'co-host' })).toBe(
        'not-allowed',
      );
      expect(await carla.socket.refused('rooms:set-role', { roomId, personId: host.id, role: 'learner' })).toBe(
        'not-allowed',
      );
      expect(await dani.socket.refused('rooms:set-role', { roomId, personId: carla.id, role: 'learner' })).toBe(
        'not-allowed',
      );
      expect(await staff.socket.refused('rooms:set-role', { roomId, personId: dani.id, role: 'learner' })).toBe(
        'not-allowed',
      );
      expect(await host.socket.refused('rooms:set-role', { roomId, personId: dani.id, role: 'judge' })).toBe(
        'rooms/role-not-for-kind',
      );
      expect(await host.socket.refused('rooms:set-role', { roomId, personId: NOBODY, role: 'learner' })).toBe(
        'rooms/person-not-in-room',
      );
      await admin.socket.do('rooms:set-role', { roomId, personId: dani.id, role: 'host' });
      const told = await dani.socket.event(
        'rooms.membership-changed',
        ({ payload }) => payload.roomId === roomId && payload.role === 'host',
      );
      expect(told.payload.state).toBe('member');
      expect((await members(roomId)).find(({ person }) => person.id === dani.id)).toMatchObject({
        role: 'host',
        touched: 7,
      });
    });

    it('the staff stream opens and closes with the role', async () => {
      const roomId = await hub.room(host);
      const stream = `room:${roomId}:staff`;
      await carla.socket.do('rooms:join', { roomId });
      expect(await carla.socket.refused('stream:open', { stream })).toBe('not-allowed');
      await host.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'co-host' });
      await carla.socket.open(stream);
      await host.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'learner' });
      await waitFor('the staff stream to close', () => carla.socket.closed.some((closed) => closed.stream === stream));
    });

    it('the last host cannot leave, step down, be removed or be banned without another', async () => {
      const roomId = await hub.room(host);
      await carla.socket.do('rooms:join', { roomId });
      expect(await host.socket.refused('rooms:leave', { roomId })).toBe('rooms/last-host');
      expect(await host.socket.refused('rooms:set-role', { roomId, personId: host.id, role: 'learner' })).toBe(
        'rooms/last-host',
      );
      expect(await staff.socket.refused('rooms:remove', { roomId, personId: host.id })).toBe('rooms/last-host');
      expect(await staff.socket.refused('rooms:ban', { roomId, personId: host.id, reason: 'spam' })).toBe(
        'rooms/last-host',
      );
      await host.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'host' });
      await host.socket.do('rooms:leave', { roomId });
      expect(await carla.socket.refused('rooms:leave', { roomId })).toBe('rooms/last-host');
    });

    it('two hosts who leave at the same moment: one of them stays', async () => {
      for (let round = 0; round < 5; round += 1) {
        const roomId = await hub.room(host);
        await carla.socket.do('rooms:join', { roomId });
        await host.socket.do('rooms:set-role', { roomId, personId: carla.id, role: 'host' });
        const answers = await Promise.all([
          host.socket.ask('rooms:leave', { roomId }),
          carla.socket.ask('rooms:set-role', { roomId, personId: carla.id, role: 'learner' }),
        ]);
        expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
        expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]))).toEqual(['rooms/last-host']);
      }
    });
  });

  describe('names', () => {
    it('a new name reaches every room that knows the person, where they left too', async () => {
      const nora = await hub.person('Nora');
      await nora.connect();
      const [here, left] = [await hub.room(host), await hub.room(host)];
      for (const roomId of [here, left]) await nora.socket.do('rooms:join', { roomId });
      await nora.socket.do('rooms:leave', { roomId: left });
      await host.socket.open(`room:${here}`);
      expect((await nora.http.patch('/api/account', { name: 'Nora Ruiz' })).status).toBe(200);
      const changed = await host.socket.event('rooms.member-changed', ({ payload }) => payload.person.id === nora.id);
      expect(changed).toMatchObject({
        seq: 4,
        actor: nora.id,
        payload: { person: { name: 'Nora Ruiz', kind: 'person' } },
      });
      expect((await members(here)).find(({ person }) => person.id === nora.id)).toMatchObject({
        person: { name: 'Nora Ruiz' },
        touched: 4,
      });
      await hub.log.settled();
      expect(await typesAfter(left, 4)).toEqual(['rooms.member-changed']);
      expect((await members(left, '?state=left'))[0]?.person.name).toBe('Nora Ruiz');
      // What touches no card says nothing.
      expect((await nora.http.patch('/api/account', { about: 'Hola' })).status).toBe(200);
      await hub.log.settled();
      expect(await typesAfter(here, 4)).toEqual([]);
    });
  });

  it('the list of people is searched and goes on page by page', async () => {
    const people = await crowd(hub, 105);
    const roomId = await hub.room(host, { capacity: 500 });
    await hub.sql.query(
      `insert into memberships (room_id, account_id, role, state, name, kind, joined_at) select $1, id, 'learner', 'member', name, 'person', now() from accounts where id = any($2::uuid[])`,
      [roomId, people.map(({ id }) => id)],
    );
    const first = (await host.http.get<{ members: MemberView[]; next: string | null }>(`/api/rooms/${roomId}/members`))
      .body;
    const second = (
      await host.http.get<{ members: MemberView[]; next: string | null }>(
        `/api/rooms/${roomId}/members?after=${first.next}`,
      )
    ).body;
    expect([first.members.length, second.members.length, second.next]).toEqual([100, 6, null]);
    expect(new Set([...first.members, ...second.members].map(({ person }) => person.id)).size).toBe(106);
    expect((await members(roomId, '?q=persona%2010')).map(({ person }) => person.name).sort()).toEqual([
      'Persona 10',
      'Persona 100',
      'Persona 101',
      'Persona 102',
      'Persona 103',
      'Persona 104',
    ]);
  });
});
