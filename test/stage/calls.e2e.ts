import { randomUUID } from 'node:crypto';
import { callSignal, ringSignal, type CallSignal } from '../../src/contract/calls.contract.js';
import type { NoticesPage } from '../../src/contract/notifications.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { TestHub } from '../support/hub.js';
import { MediaPeer } from '../support/media-peer.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

describe('calls in direct rooms', () => {
  let hub: TestHub;
  let ana: Person;
  let berto: Person;
  let carla: Person;
  let pair: string;

  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, berto, carla] = [await hub.person('Ana'), await hub.person('Berto'), await hub.person('Carla')];
    await Promise.all([ana, berto, carla].map((person) => person.connect()));
    pair = await direct(ana, berto);
  });
  afterAll(() => hub.close());

  const direct = async (by: Person, ...others: Person[]): Promise<string> =>
    (await by.http.post<RoomCard>('/api/rooms/direct', { personIds: others.map(({ id }) => id) })).body.room.id;
  const onStage = async (person: Person, roomId: string): Promise<MediaPeer> => {
    const peer = await MediaPeer.on(person, roomId);
    await peer.join();
    return peer;
  };
  const rung = (person: Person, roomId: string, live: Live = person.socket) =>
    live.signal(`account:${person.id}`, `call:${roomId}`);
  const rings = (person: Person, roomId: string, live?: Live) =>
    waitFor(`${person.name} to be rung`, () => rung(person, roomId, live));
  const silent = (person: Person, roomId: string, live?: Live) =>
    waitFor(`silence for ${person.name}`, () => rung(person, roomId, live) === undefined || undefined);
  const told = (person: Person, roomId: string) =>
    person.socket.signal(`room:${roomId}`, 'call') as CallSignal | undefined;
  const hears = (person: Person, roomId: string, answers: readonly string[], over: boolean) =>
    waitFor(`${person.name} to hear ${answers.join(', ')}`, () => {
      const call = told(person, roomId);
      const heard = call?.people.map(({ answer }) => answer).join() === answers.join() && call.over === over;
      return heard ? call : undefined;
    });
  const answersIn = (roomId: string) =>
    Object.fromEntries(told(ana, roomId)?.people.map(({ person, answer }) => [person.name, answer]) ?? []);
  const missed = async (person: Person) => {
    await hub.log.settled();
    const { notices } = (await person.http.get<NoticesPage>('/api/notices')).body;
    return notices.filter(({ what }) => what === 'missed-call');
  };

  it('ring for half a minute on all devices, a reconnected one too, and leave one notice when nobody answers', async () => {
    const a = await onStage(ana, pair);
    const { endsAt } = await a.do('calls:ring', {});
    expect(ringSignal.parse(await rings(berto, pair))).toMatchObject({ by: { name: 'Ana' }, others: [], endsAt });
    expect(callSignal.parse(await hears(ana, pair, ['ringing'], false)).by.id).toBe(ana.id);
    // The same call, however often it is asked for.
    hub.clock.advance(20_000);
    expect(await a.do('calls:ring', {})).toEqual({ endsAt });
    const again = await berto.connect();
    await rings(berto, pair, again);
    hub.clock.advance(10_000);
    await silent(berto, pair);
    await silent(berto, pair, again);
    await hears(ana, pair, ['missed'], true);
    await berto.socket.event('calls.call-missed');
    expect(await missed(berto)).toMatchObject([
      { kind: 'direct', read: false, by: { name: 'Ana' }, room: { id: pair } },
    ]);
    expect(await missed(ana)).toEqual([]);
    expect(await berto.socket.refused('calls:answer', { roomId: pair, accept: true })).toBe('calls/over');
    await a.do('stage:leave', {});
    again.close();
  });

  it('stop on every device when one of them answers; who came has nothing to miss', async () => {
    const other = await berto.connect();
    const a = await onStage(ana, pair);
    await a.do('calls:ring', {});
    await Promise.all([rings(berto, pair), rings(berto, pair, other)]);
    await other.do('calls:answer', { roomId: pair, accept: true });
    await silent(berto, pair);
    await hears(ana, pair, ['coming'], true);
    const b = await onStage(berto, pair);
    // Coming in without a word is an answer too.
    await b.do('stage:leave', {});
    await a.do('calls:ring', {});
    await rings(berto, pair);
    await b.join();
    await silent(berto, pair);
    await hears(ana, pair, ['coming'], true);
    for (const peer of [a, b]) await peer.do('stage:leave', {});
    expect(await missed(berto)).toHaveLength(1);
    other.close();
  });

  it('are declined, and end with who hangs up', async () => {
    const a = await onStage(ana, pair);
    await a.do('calls:ring', {});
    await rings(berto, pair);
    await berto.socket.do('calls:answer', { roomId: pair, accept: false });
    await hears(ana, pair, ['declined'], true);
    expect(await missed(berto)).toHaveLength(1);
    await a.do('calls:ring', {});
    await rings(berto, pair);
    await a.do('stage:leave', {});
    await silent(berto, pair);
    await waitFor('the second notice', async () => (await missed(berto)).length === 2 || undefined);
  });

  it('find somebody busy, and in a group each answers for themself', async () => {
    const group = await direct(ana, berto, carla);
    const c = await onStage(carla, await hub.room(carla));
    const a = await onStage(ana, group);
    await a.do('calls:ring', {});
    expect(await rings(berto, group)).toMatchObject({ others: [{ id: carla.id }] });
    await waitFor('Carla to be busy', () => answersIn(group)['Carla'] === 'busy' || undefined);
    expect(rung(carla, group)).toBeUndefined();
    await berto.socket.do('calls:answer', { roomId: group, accept: true });
    await waitFor('all answers', () => told(ana, group)?.over);
    expect(answersIn(group)).toEqual({ Berto: 'coming', Carla: 'busy' });
    await waitFor('her notice', async () => (await missed(carla)).length === 1 || undefined);
    for (const peer of [a, c]) await peer.do('stage:leave', {});
  });

  it('ring nobody in another’s room, without being there, across a block, in other rooms, or all the time', async () => {
    const foreign = { roomId: pair, peerId: randomUUID() };
    expect(await carla.socket.refused('calls:ring', foreign)).toBe('not-found');
    expect(await carla.socket.refused('calls:answer', { roomId: pair, accept: true })).toBe('not-found');
    expect(await berto.socket.refused('calls:ring', foreign)).toBe('stage/not-on-stage');
    const study = await onStage(berto, await hub.room(berto));
    expect(await study.refused('calls:ring', {})).toBe('not-allowed');
    await study.do('stage:leave', {});

    const a = await onStage(ana, pair);
    await a.do('calls:ring', {});
    await rings(berto, pair);
    // Whoever blocks while it rings has ended it.
    await berto.http.put(`/api/people/${ana.id}/block`);
    await silent(berto, pair);
    expect(await a.refused('calls:ring', {})).toBe('rooms/no-direct');
    const group = await direct(carla, ana, berto);
    const g = await onStage(ana, group);
    await g.do('calls:ring', {});
    await rings(carla, group);
    expect(rung(berto, group)).toBeUndefined();
    expect(await berto.socket.refused('calls:answer', { roomId: group, accept: false })).toBe('calls/over');
    await carla.socket.do('calls:answer', { roomId: group, accept: false });
    hub.clock.advance(30_000);
    await waitFor('the end', () => told(ana, group)?.over);
    expect(answersIn(group)).toEqual({ Carla: 'declined', Berto: 'missed' });
    await hub.log.settled();
    expect(await missed(berto)).toHaveLength(2);
    const asked = await Promise.all(Array.from({ length: 12 }, () => ana.socket.ask('calls:ring', foreign)));
    expect(asked.some((answer) => !answer.ok && answer.error.code === 'too-fast')).toBe(true);
  });
});
