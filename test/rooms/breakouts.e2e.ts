import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BreakoutsPart, BreakoutsView, HelpQueue } from '../../src/contract/breakouts.contract.js';
import type { MaterialList } from '../../src/contract/materials.contract.js';
import type { MinutesView } from '../../src/contract/minutes.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { BreakoutClock } from '../../src/features/rooms/breakouts/breakout-clock.js';
import { Presence } from '../../src/features/rooms/presence.js';
import { uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { statementsToOpen } from './many-breakouts.js';

const MINUTE = 60_000;

describe('breakouts', () => {
  let database: TestDatabase;
  let dataDir: string;
  let hub: TestHub;
  let clara: Person;
  let ana: Person;
  let bruno: Person;
  let carla: Person;
  let roomId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'tertulia-breakouts-'));
    hub = await TestHub.boot({ database, dataDir });
    hub.app.get(Presence).meetOnStage(true);
    const crew = await Promise.all(['Clara', 'Ana', 'Bruno', 'Carla'].map((name) => hub.person(name)));
    [clara, ana, bruno, carla] = crew as [Person, Person, Person, Person];
    await Promise.all(crew.map((person) => person.connect()));
  });
  afterAll(async () => {
    await hub.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** The host and two who take part are there, and nobody on the stage: opening begins the meeting. */
  beforeEach(async () => {
    roomId = await hub.room(clara, { title: 'Lectura', visibility: 'private' });
    await seat(ana, bruno);
    for (const { socket } of [clara, ana, bruno]) await socket.open(`room:${roomId}`);
    await hub.app.get(Presence).settled();
  });
  afterEach(async () => {
    for (const { socket } of [clara, ana, bruno])
      if (socket.raw.connected) await socket.do('stream:close', { stream: `room:${roomId}` });
  });

  const seat = (...people: Person[]) =>
    hub.sql.query(
      `insert into memberships (room_id, account_id, role, state, name, kind, joined_at, touched)
       select $1, a.id, 'learner', 'member', a.name, a.kind, now(), 1 from accounts a where a.id = any($2::uuid[])`,
      [roomId, people.map(({ id }) => id)],
    );
  const open = async (more: object = {}): Promise<BreakoutsView> => {
    await clara.socket.do('breakouts:open', {
      ...{ roomId, clientId: randomUUID(), way: 'random', rooms: [{ title: 'Uno' }, { title: 'Dos' }] },
      ...more,
    });
    return now();
  };
  const partOf = async (who: Person, id: string): Promise<BreakoutsPart> => {
    const { status, body } = await who.http.get<{ shared: { breakouts: BreakoutsPart } }>(`/api/rooms/${id}/snapshot`);
    if (status !== 200) throw new Error(`snapshot ${status}`);
    return body.shared.breakouts;
  };
  const now = async (): Promise<BreakoutsView> => {
    const { open: view } = await partOf(clara, roomId);
    if (!view) throw new Error('none are open');
    return view;
  };
  const seatOf = ({ rooms }: BreakoutsView, { id }: Person): string =>
    rooms.find(({ people }) => people.includes(id))?.id ?? '';
  const reads = async (who: Person, id: string): Promise<number> => (await who.http.get(`/api/rooms/${id}`)).status;

  it('are drawn among those who are there; each reads their own, who leads reads all', async () => {
    const { rooms, openedAt, endsAt } = await open({ minutes: 5 });
    expect(rooms.map(({ people }) => people.length)).toEqual([1, 1]);
    expect(Date.parse(endsAt ?? '')).toBe(Date.parse(openedAt) + 5 * MINUTE);
    const [mine, other] = rooms.toSorted((one) => (one.people.includes(ana.id) ? -1 : 1));
    expect(await reads(ana, mine?.id ?? '')).toBe(200);
    expect(await reads(ana, other?.id ?? '')).toBe(404);
    expect(await reads(carla, other?.id ?? '')).toBe(404);
    expect(await reads(clara, other?.id ?? '')).toBe(200);
    expect((await partOf(ana, mine?.id ?? '')).within).toMatchObject({ roomId });
    expect(await ana.socket.refused('stream:open', { stream: `room:${other?.id}` })).toBe('not-found');
    for (const [verb, input] of [
      ['rooms:edit', { title: 'Otro' }],
      ['rooms:archive', {}],
      ['rooms:leave', {}],
    ] as const)
      expect(await clara.socket.refused(verb, { roomId: mine?.id ?? '', ...input })).toBe('breakouts/in-the-main-room');
    const listed = await ana.http.get<{ rooms: RoomCard[] }>('/api/rooms?scope=mine');
    expect(listed.body.rooms.map(({ room }) => room.id)).not.toContain(mine?.id);
    expect(await clara.socket.refused('breakouts:open', { ...opening(), roomId })).toBe('breakouts/open-already');
    expect(await ana.socket.refused('breakouts:close', { roomId })).toBe('not-allowed');
    expect(await carla.socket.refused('breakouts:close', { roomId })).toBe('not-found');
  });

  const opening = () => ({ clientId: randomUUID(), way: 'random' as const, rooms: [{ title: 'Uno' }] });

  it('move people while they are open: the old one closes for them, the new one opens', async () => {
    const { rooms } = await open({ way: 'by-hand', seats: [{ personId: ana.id, place: 1 }] });
    const [one, two] = rooms.map(({ id }) => id) as [string, string];
    await ana.socket.open(`room:${one}`);
    await clara.socket.do('breakouts:assign', { roomId, personId: ana.id, to: two });
    await waitFor('the old one to close for her', () =>
      ana.socket.closed.some(({ stream }) => stream === `room:${one}`),
    );
    expect(await reads(ana, one)).toBe(404);
    expect(await reads(ana, two)).toBe(200);
    const moved = await ana.socket.event('breakouts.person-moved');
    expect(moved.payload).toMatchObject({ personId: ana.id, to: two });
    expect(seatOf(await now(), ana)).toBe(two);
    expect(await clara.socket.refused('breakouts:assign', { roomId, personId: clara.id, to: two })).toBe(
      'breakouts/leads-everywhere',
    );
    expect(await clara.socket.refused('breakouts:assign', { roomId, personId: carla.id, to: two })).toBe(
      'rooms/person-not-in-room',
    );
    expect(await clara.socket.refused('breakouts:assign', { roomId, personId: ana.id, to: roomId })).toBe(
      'breakouts/no-such-room',
    );
    expect(await ana.socket.refused('breakouts:choose', { roomId, to: one })).toBe('breakouts/not-yours-to-choose');
    await clara.socket.do('breakouts:assign', { roomId, personId: ana.id, to: null });
    expect(seatOf(await now(), ana)).toBe('');
  });

  it('are chosen by each where that was said, and follow the people of the main room', async () => {
    const { rooms } = await open({ way: 'self-chosen' });
    const [one, two] = rooms.map(({ id }) => id) as [string, string];
    await bruno.socket.do('breakouts:choose', { roomId, to: two });
    await ana.socket.do('breakouts:choose', { roomId, to: two });
    expect((await now()).rooms[1]?.people).toEqual([ana.id, bruno.id].sort());
    await clara.socket.do('rooms:set-role', { roomId, personId: bruno.id, role: 'co-host' });
    await waitFor('the new co-host to come into all', async () => (await reads(bruno, one)) === 200);
    expect((await now()).rooms[1]?.people).toEqual([ana.id]);
    await clara.socket.do('rooms:remove', { roomId, personId: ana.id });
    await waitFor('who was removed to lose the breakout', async () => (await reads(ana, two)) === 404);
    expect((await now()).rooms[1]?.people).toEqual([]);
  });

  it('put who comes later into the smallest, or let them wait', async () => {
    await seat(carla);
    await open({ rooms: [{ title: 'Uno' }, { title: 'Dos' }, { title: 'Tres' }] });
    hub.clock.advance(1_000);
    await carla.socket.open(`room:${roomId}`);
    await hub.app.get(Presence).settled();
    await hub.app.get(BreakoutClock).tick();
    expect((await now()).rooms.map(({ people }) => people.length)).toEqual([1, 1, 1]);
    // Who was sent back to the main room stays there.
    await clara.socket.do('breakouts:assign', { roomId, personId: carla.id, to: null });
    await hub.app.get(BreakoutClock).tick();
    expect(seatOf(await now(), carla)).toBe('');
    await carla.socket.do('stream:close', { stream: `room:${roomId}` });
  });

  it('call for help, and hear what is said to all', async () => {
    const { rooms } = await open({ way: 'by-hand', seats: [{ personId: ana.id, place: 2 }] });
    const two = rooms[1]?.id ?? '';
    await clara.socket.open(`room:${roomId}:staff`);
    await ana.socket.do('breakouts:ask-help', { roomId });
    expect(await bruno.socket.refused('breakouts:ask-help', { roomId })).toBe('breakouts/not-seated');
    const called = await clara.socket.event('breakouts.help-changed');
    expect(called.payload).toMatchObject({ roomId: two, waits: true, person: { id: ana.id } });
    const queue = () => clara.http.get<HelpQueue>(`/api/rooms/${roomId}/breakouts/help`);
    expect((await queue()).body.people).toMatchObject([{ roomId: two, person: { name: 'Ana' } }]);
    await clara.socket.do('breakouts:settle-help', { roomId, personId: ana.id });
    expect((await queue()).body.people).toEqual([]);
    await clara.socket.do('stream:close', { stream: `room:${roomId}:staff` });

    const said = { roomId, clientId: randomUUID(), text: 'Quedan cinco minutos' };
    expect(await clara.socket.do('breakouts:broadcast', said)).toEqual({ rooms: 2 });
    expect(await clara.socket.do('breakouts:broadcast', said)).toEqual({ rooms: 2 });
    expect(await ana.socket.refused('breakouts:broadcast', { ...said, clientId: randomUUID() })).toBe('not-allowed');
    const heard = await ana.http.get<{ messages: object[] }>(`/api/rooms/${two}/messages`);
    expect(heard.body.messages).toMatchObject([
      { text: 'Quedan cinco minutos', pin: 'broadcast', author: { id: clara.id } },
    ]);
  });

  it('end by the clock, also after more time, and bring home what was shown; the minutes tell of them', async () => {
    const { rooms } = await open({ way: 'by-hand', minutes: 5, seats: [{ personId: ana.id, place: 1 }] });
    const one = rooms[0]?.id ?? '';
    await ana.socket.open(`room:${one}`);
    await hub.app.get(Presence).settled();
    const file = await uploaded(ana, one, 'ideas.txt', 'una idea');
    await ana.socket.post(one, 'mirad', { attachments: [{ id: file.id, alt: '' }] });
    await clara.socket.do('breakouts:extend', { roomId, minutes: 2 });
    hub.clock.advance(5 * MINUTE + 1_000);
    await hub.app.get(BreakoutClock).tick();
    expect((await now()).rooms.length).toBe(2);
    hub.clock.advance(2 * MINUTE);
    await hub.app.get(Presence).tick();
    await hub.app.get(BreakoutClock).tick();
    const closed = await ana.socket.event('breakouts.closed');
    expect(closed.payload).toMatchObject({ why: 'time' });
    expect((await partOf(clara, roomId)).open).toBeNull();
    expect(await ana.socket.refused('chat:post', { ...post(one) })).toBe('rooms/archived');
    await hub.log.settled();
    const { body } = await bruno.http.get<MaterialList>(`/api/rooms/${roomId}/materials`);
    expect(body.materials).toMatchObject([{ title: 'Uno · ideas.txt', addedBy: { id: ana.id } }]);
    const addresses = (who: Person, id: string) =>
      who.http.get<{ addresses: unknown[] }>(`/api/rooms/${id}/files?ids=${file.id}`);
    expect((await addresses(bruno, roomId)).body.addresses).toHaveLength(1);
    expect((await addresses(ana, one)).body.addresses).toHaveLength(1);

    await clara.socket.do('rooms:archive', { roomId });
    await hub.log.settled();
    const [meeting] = await hub.sql.query<{ id: string }>('select meeting_id as id from minutes where room_id = $1', [
      roomId,
    ]);
    const minutes = await bruno.http.get<MinutesView>(`/api/rooms/${roomId}/meetings/${meeting?.id}/minutes`);
    expect(minutes.body.breakouts).toMatchObject([
      { title: 'Uno', people: [{ person: { id: ana.id } }], files: ['ideas.txt'] },
      { title: 'Dos', people: [], files: [] },
    ]);
    const [uno] = minutes.body.breakouts;
    expect(Math.floor((uno?.seconds ?? 0) / 60)).toBe(7);
    expect(uno?.people[0]?.seconds).toBeGreaterThan(0);
  });

  const post = (id: string) => ({ roomId: id, clientId: randomUUID(), text: 'hola' });

  it('of twenty rooms with ten people each are opened with as many statements as one of two people', async () => {
    expect(await statementsToOpen(hub, clara, 20, 200)).toBe(await statementsToOpen(hub, clara, 1, 2));
  });

  it('go on by their clock when the hub was gone meanwhile', async () => {
    await open({ minutes: 1 });
    await hub.close();
    hub = await TestHub.boot({ database, dataDir });
    // Its clock begins anew, where the other had been moved.
    hub.clock.advance(30 * MINUTE);
    await hub.app.get(BreakoutClock).tick();
    const [row] = await hub.sql.query<{ closed: boolean }>(
      'select closed_at is not null as closed from breakouts where room_id = $1',
      [roomId],
    );
    expect(row).toEqual({ closed: true });
  });
});
