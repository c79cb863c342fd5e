import type { PresenceSignal, PresenceSummarySignal, RoomCard } from '../../src/contract/rooms.contract.js';
import { presenceSignal, presenceSummarySignal } from '../../src/contract/rooms.contract.js';
import { connect, createServer, type Socket } from 'node:net';
import { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { crowd } from './crowd.js';

/** Promised are 15 s. */
const GONE_MS = 150_000;

describe('presence', () => {
  let hub: TestHub;
  let host: Person;
  let pia: Person;
  beforeAll(async () => {
    hub = await TestHub.boot();
    host = await hub.person('Hugo');
    pia = await hub.person('Pía');
    await host.connect();
  });
  afterAll(() => hub.close());

  const keyOf = (person: Person) => `presence:${person.id}`;
  const here = (live: Live, roomId: string, person: Person) => live.signal(`room:${roomId}`, keyOf(person));
  const presentIn = async (roomId: string) => (await host.http.get<RoomCard>(`/api/rooms/${roomId}`)).body.present;
  const summary = (live: Live, roomId: string): PresenceSummarySignal | undefined => {
    const value = live.signal(`room:${roomId}`, 'presence-summary');
    return value === undefined ? undefined : presenceSummarySignal.parse(value);
  };
  const individuals = (live: Live, roomId: string) =>
    [...(live.signals.get(`room:${roomId}`)?.keys() ?? [])].filter((key) => key.startsWith('presence:'));

  it('two tabs are one person, who is gone with the last of them', async () => {
    const roomId = await hub.room(host);
    const stream = `room:${roomId}`;
    const [one, other] = [await pia.connect(), await pia.connect()];
    await one.do('rooms:join', { roomId });
    await host.socket.open(stream);
    await one.open(stream);
    await other.open(stream);
    const signal = await waitFor('Pía to be there', () => here(host.socket, roomId, pia));
    expect(presenceSignal.parse(signal)).toMatchObject({
      person: { id: pia.id, name: 'Pía', kind: 'person' },
      role: 'learner',
    });
    expect(await waitFor('both in the list', async () => (await presentIn(roomId)) === 2)).toBe(true);
    expect(
      await hub.sql.query('select 1 from visits where room_id = $1 and account_id = $2', [roomId, pia.id]),
    ).toHaveLength(1);
    await one.do('stream:close', { stream });
    await host.socket.post(roomId, 'Sigue aquí');
    await other.event('chat.message-posted', ({ payload }) => payload.message.text === 'Sigue aquí');
    expect(here(host.socket, roomId, pia)).toBeDefined();
    // The other tab's connection is cut, without a word.
    other.raw.io.engine.close();
    await waitFor('Pía to be gone', () => here(host.socket, roomId, pia) === undefined, GONE_MS);
    expect(await waitFor('only the host', async () => (await presentIn(roomId)) === 1)).toBe(true);
    one.close();
    await host.socket.do('stream:close', { stream });
  }, 180_000);

  it('follows role and name, and whoever begins to look gets the present state', async () => {
    const roomId = await hub.room(host);
    const stream = `room:${roomId}`;
    const live = await pia.connect();
    await live.do('rooms:join', { roomId });
    await live.open(stream);
    await host.socket.open(stream);
    const shown = () => here(host.socket, roomId, pia) as PresenceSignal | undefined;
    await waitFor('Pía as a learner', () => shown()?.role === 'learner');
    await host.socket.do('rooms:set-role', { roomId, personId: pia.id, role: 'co-host' });
    await waitFor('Pía as a co-host', () => shown()?.role === 'co-host');
    await pia.http.patch('/api/account', { name: 'Pía Sanz' });
    await waitFor('the new name', () => shown()?.person.name === 'Pía Sanz');
    live.close();
    await waitFor('Pía to be gone', () => shown() === undefined);
    await host.socket.do('stream:close', { stream });
  });

  it('onlookers of a public room are not shown; joining shows them, leaving hides them again', async () => {
    const roomId = await hub.room(host);
    const stream = `room:${roomId}`;
    await host.socket.open(stream);
    const live = await pia.connect();
    await live.open(stream);
    await waitFor('the host to be there', () => here(live, roomId, host));
    expect(here(host.socket, roomId, pia)).toBeUndefined();
    expect(await presentIn(roomId)).toBe(1);
    await live.do('rooms:join', { roomId });
    await waitFor('Pía to be shown', () => here(host.socket, roomId, pia));
    await live.do('rooms:leave', { roomId });
    await waitFor('Pía to be hidden', () => here(host.socket, roomId, pia) === undefined);
    const [visit] = await hub.sql.query<{ ended_at: Date | null }>(
      'select ended_at from visits where room_id = $1 and account_id = $2',
      [roomId, pia.id],
    );
    expect(visit?.ended_at).not.toBeNull();
    live.close();
    await host.socket.do('stream:close', { stream });
  });

  it('a change is on the screens within half a second', async () => {
    const roomId = await hub.room(host);
    const live = await pia.connect();
    await live.do('rooms:join', { roomId });
    await host.socket.open(`room:${roomId}`);
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const from = performance.now();
      await live.open(`room:${roomId}`);
      await waitFor('Pía to come', () => here(host.socket, roomId, pia));
      times.push(performance.now() - from);
      await live.do('stream:close', { stream: `room:${roomId}` });
      await waitFor('Pía to go', () => here(host.socket, roomId, pia) === undefined);
    }
    expect(times.sort((a, b) => a - b)[2]).toBeLessThan(500);
    live.close();
    await host.socket.do('stream:close', { stream: `room:${roomId}` });
  });

  it('above a hundred people only a summary moves; below again everybody is shown', async () => {
    const people = await crowd(hub, 104);
    const roomId = await hub.room(host, { capacity: 500 });
    const stream = `room:${roomId}`;
    await hub.sql.query(
      `insert into memberships (room_id, account_id, role, state, name, kind, joined_at) select $1, id, 'learner', 'member', name, 'person', now() from accounts where id = any($2::uuid[])`,
      [roomId, people.map(({ id }) => id)],
    );
    await host.socket.open(stream);
    for (const person of people.slice(0, 98)) await (await person.connect()).open(stream);
    await waitFor('99 people one by one', () => individuals(host.socket, roomId).length === 99);
    expect(summary(host.socket, roomId)).toBeUndefined();

    let summaries = 0;
    host.socket.raw.on(
      'signals',
      ({ stream: of, values }) => void (of === stream && values['presence-summary'] && (summaries += 1)),
    );
    const from = performance.now();
    for (const person of people.slice(98)) await (await person.connect()).open(stream);
    await waitFor('the summary to count everybody', () => summary(host.socket, roomId)?.count === 105);
    await waitFor('nobody one by one', () => individuals(host.socket, roomId).length === 0);
    expect(summary(host.socket, roomId)?.faces).toHaveLength(24);
    // Whoever does something comes to the front.
    await people[0]?.socket.post(roomId, 'Hola desde el fondo');
    await waitFor('the face of who spoke', () => summary(host.socket, roomId)?.faces[0]?.person.id === people[0]?.id);
    expect(summaries).toBeLessThanOrEqual(2 + (performance.now() - from) / 1_000);

    for (const person of people.slice(99)) person.close();
    await waitFor('the summary to go', () => summary(host.socket, roomId) === undefined);
    await waitFor('a hundred people one by one', () => individuals(host.socket, roomId).length === 100);
    for (const person of people) person.close();
    await waitFor('the host alone', () => individuals(host.socket, roomId).length === 1);
  });

  it('a ghost whose line went dead without a word is gone within fifteen seconds', async () => {
    const roomId = await hub.room(host);
    // A line that can be cut so that neither side hears of it.
    const ends: Socket[] = [];
    const line = createServer((near) => {
      const far = connect(Number(new URL(hub.url).port), new URL(hub.url).hostname);
      near.pipe(far).pipe(near);
      ends.push(near, far);
    });
    await new Promise<void>((resolve) => {
      line.listen(0, '127.0.0.1', resolve);
    });
    const address = line.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const live = await Live.connect(`http://127.0.0.1:${port}`, pia.token);
    await live.do('rooms:join', { roomId });
    await live.open(`room:${roomId}`);
    await host.socket.open(`room:${roomId}`);
    await waitFor('Pía to be there', () => here(host.socket, roomId, pia));
    for (const end of ends) end.unpipe().pause();
    await waitFor('Pía to be gone', () => here(host.socket, roomId, pia) === undefined, GONE_MS);
    live.close();
    for (const end of ends) end.destroy();
    await new Promise((resolve) => {
      line.close(resolve);
    });
    await host.socket.do('stream:close', { stream: `room:${roomId}` });
  }, 180_000);
});
