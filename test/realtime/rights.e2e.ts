import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { HUB } from '../../src/platform/actor/actor.js';
import type { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { ToyHub } from './toy-hub.js';

describe('rights of those who follow', () => {
  let hub: ToyHub;
  let room: string;
  let stream: string;
  const lives: Live[] = [];
  const connect = async (...given: Parameters<ToyHub['connect']>) => {
    const live = await hub.connect(...given);
    lives.push(live);
    return live;
  };
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  beforeEach(() => {
    room = randomUUID();
    stream = `room:${room}`;
  });
  afterEach(() => {
    for (const live of lives.splice(0)) live.close();
    hub.toy.onAuthorise = () => Promise.resolve();
    hub.toy.onReplay = () => Promise.resolve();
  });
  afterAll(() => hub.close());

  it('shows a removed person their removal as the last thing, and nothing of what follows in the same commit', async () => {
    const [ana, bea] = [hub.toy.actor('Ana'), hub.toy.actor('Bea')];
    const [alice, bob] = [await connect(ana), await connect(bea)];
    await alice.open(stream);
    await bob.open(stream);
    await hub.toy.lock(room, true);
    hub.toy.barred.add(`${bea.accountId} ${room}`);
    hub.toy.onAuthorise = () => sleep(60);
    await hub.toy.remove(room, bea.accountId, 3);
    await hub.toy.lock(room, false);
    await waitFor('the end', () => bob.closed.length === 1);
    await waitFor('all for the others', () => alice.ofStream(stream).length === 6);
    expect(bob.closed).toEqual([{ stream, reason: 'not-allowed', afterEvents: 2 }]);
    expect(bob.events.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'rooms.locks-changed'],
      [2, 'rooms.member-removed'],
    ]);
    await hub.toy.lock(room, true);
    await waitFor('the next for the others', () => alice.ofStream(stream).length === 7);
    expect(bob.events).toHaveLength(2);
    expect(await bob.refused('stream:open', { stream })).toBe('not-found');
  });

  it('keeps everything in order for somebody whose rights were touched but not taken', async () => {
    const ana = hub.toy.actor('Ana');
    const alice = await connect(ana);
    await alice.open(stream);
    hub.toy.onAuthorise = () => sleep(60);
    for (let n = 0; n < 4; n += 1) await hub.toy.remove(room, ana.accountId, 2);
    await waitFor('all', () => alice.ofStream(stream).length === 12);
    expect(alice.ofStream(stream).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(alice.closed).toEqual([]);
  });

  it('notices rights that are taken while a following is being authorised', async () => {
    const ana = hub.toy.actor('Ana');
    const alice = await connect(ana);
    const keeper = await connect(hub.toy.actor('Bea'));
    await keeper.open(stream);
    let asked = 0;
    hub.toy.onAuthorise = async () => {
      asked += 1;
      if (asked > 1) return;
      // Decided already; the removal comes before the answer.
      hub.toy.barred.add(`${ana.accountId} ${room}`);
      await hub.toy.remove(room, ana.accountId);
      await sleep(100);
    };
    expect(await alice.refused('stream:open', { stream })).toBe('not-found');
    expect(alice.ofStream(stream)).toEqual([]);
    expect(asked).toBeGreaterThan(1);
  });

  it('notices rights that are taken after the decision, while it is looked up what was missed', async () => {
    const [ana, bea] = [hub.toy.actor('Ana'), hub.toy.actor('Bea')];
    const [alice, keeper] = [await connect(ana), await connect(bea)];
    await keeper.open(stream);
    for (const chat of [true, false]) await hub.toy.lock(room, chat);
    await waitFor('what alice misses', () => keeper.ofStream(stream).length === 2);
    let looked = 0;
    hub.toy.onReplay = async () => {
      looked += 1;
      hub.toy.barred.add(`${ana.accountId} ${room}`);
      await hub.toy.remove(room, ana.accountId);
      await waitFor('the removal', () => keeper.ofStream(stream).length === 3);
    };
    expect(await alice.refused('stream:open', { stream, after: { epoch: 1, seq: 1 } })).toBe('not-found');
    await hub.toy.lock(room, true);
    await waitFor('the next for the others', () => keeper.ofStream(stream).length === 4);
    expect([alice.ofStream(stream), looked]).toEqual([[], 1]);
  });

  it('shows no removal out of a hole, where what came before it may not have been theirs to see', async () => {
    const ana = hub.toy.actor('Ana');
    const alice = await connect(ana);
    await alice.open(stream);
    hub.toy.onAuthorise = () => sleep(60);
    // Touched and not taken; while that is decided something is said, and then they are taken.
    await hub.toy.remove(room, ana.accountId);
    await hub.toy.lock(room, true);
    hub.toy.barred.add(`${ana.accountId} ${room}`);
    await hub.toy.remove(room, ana.accountId);
    await waitFor('the end', () => alice.closed.length === 1);
    expect(alice.closed[0]).toMatchObject({ stream, reason: 'not-allowed' });
    expect(alice.ofStream(stream).map(({ seq }) => seq)).toEqual([1]);
  });

  it('asks at once about the staff side of the room', async () => {
    const ana = hub.toy.actor('Ana', { role: 'staff' });
    const alice = await connect(ana);
    await alice.open(`${stream}:staff`);
    for (const live of [alice]) live.events.length = 0;
    const session = hub.toy.actors.get(ana.sessionId);
    if (!session) throw new Error('Ana is gone');
    hub.toy.actors.set(ana.sessionId, { ...session, role: 'member' });
    await hub.realtime.refreshActor(ana.accountId);
    await waitFor('the end', () => alice.closed.length === 1);
    expect(alice.closed[0]).toMatchObject({ stream: `${stream}:staff`, reason: 'not-allowed' });
  });

  it('asks about everybody where an event concerns everybody', async () => {
    const [ana, bea] = [hub.toy.actor('Ana'), hub.toy.actor('Bea')];
    const [alice, bob] = [await connect(ana), await connect(bea)];
    await alice.open(stream);
    await bob.open(stream);
    hub.toy.barred.add(`${bea.accountId} ${room}`);
    await hub.log.change(HUB, [stream], async (change) => {
      const person = { id: ana.accountId, name: 'Ana', kind: 'person' as const, avatar: null };
      change.append({
        stream,
        type: 'rooms.member-joined',
        subject: room,
        payload: {
          member: { person, role: 'learner', joinedAt: new Date().toISOString(), touched: 1 },
          memberCount: 1,
        },
      });
    });
    await waitFor('the end for Bea', () => bob.closed.length === 1);
    await hub.toy.lock(room, true);
    await waitFor('more for Ana', () => alice.ofStream(stream).length === 2);
    expect(bob.ofStream(stream)).toHaveLength(1);
    expect(alice.closed).toEqual([]);
  });

  it('acts as the new person after a refresh', async () => {
    const ana = hub.toy.actor('Ana');
    const alice = await connect(ana);
    await alice.open(stream);
    const before = hub.toy.actors.get(ana.sessionId);
    if (!before) throw new Error('Ana is gone');
    hub.toy.actors.set(ana.sessionId, { ...before, name: 'Ana María', language: 'en' });
    await hub.realtime.refreshActor(ana.accountId);
    const answer = await alice.ask('rooms:set-locks', { roomId: 'not a room', locks: {} });
    expect(answer).toMatchObject({ ok: false, error: { message: 'Something that was sent is not valid: roomId.' } });
    expect(alice.closed).toEqual([]);
  });

  it('silences the sockets of a session that was signed out, and only those', async () => {
    const ana = hub.toy.actor('Ana');
    const other = { ...ana, sessionId: randomUUID() };
    hub.toy.actors.set(other.sessionId, other);
    const [phone, laptop] = [await connect(ana), await connect(other)];
    await phone.open(stream);
    hub.realtime.disconnect({ accountId: ana.accountId, sessionId: ana.sessionId }, 'signed-out');
    await waitFor('the end of the phone', () => !phone.raw.connected);
    expect(phone.byes).toEqual([{ reason: 'signed-out', retryInMs: null }]);
    expect(laptop.raw.connected).toBe(true);
    hub.realtime.disconnect({ accountId: ana.accountId }, 'banned');
    await waitFor('the end of the laptop', () => !laptop.raw.connected);
    expect(laptop.byes).toEqual([{ reason: 'banned', retryInMs: null }]);
    const later = await connect(ana);
    expect(later.raw.connected).toBe(true);
  });
});

describe('watching streams', () => {
  let hub: ToyHub;
  const lives: Live[] = [];
  const connect = async (...given: Parameters<ToyHub['connect']>) => {
    const live = await hub.connect(...given);
    lives.push(live);
    return live;
  };
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  afterEach(() => {
    for (const live of lives.splice(0)) live.close();
  });
  afterAll(() => hub.close());

  it('answers heads and what is refused, and tells what moved at most once a second', async () => {
    const ana = hub.toy.actor('Ana');
    const [one, two, three, closed] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await hub.toy.lock(one, true);
    hub.toy.barred.add(`${ana.accountId} ${closed}`);
    const alice = await connect(ana);
    const batches: { streams: unknown[] }[] = [];
    alice.raw.on('moved', (streams) => void batches.push({ streams }));
    const answer = await alice.do('stream:watch', { streams: [one, two, three, closed].map((id) => `room:${id}`) });
    expect(answer.refused).toEqual([`room:${closed}`]);
    expect(answer.heads).toContainEqual({ stream: `room:${one}`, seq: 1, lastMessageSeq: 0 });
    expect(answer.heads).toHaveLength(3);
    const began = performance.now();
    const until = began + 2_300;
    let written = 0;
    while (performance.now() < until) {
      await hub.toy.lock(one, true);
      await hub.toy.lock(two, true);
      written += 1;
    }
    await sleep(1_200);
    expect(written).toBeGreaterThan(20);
    expect(batches.length).toBeGreaterThanOrEqual(2);
    // Counted over the whole time: on a busy machine one may come late and the next one in time.
    expect(batches.length).toBeLessThanOrEqual(Math.ceil((performance.now() - began) / 1_000) + 1);
    expect(batches.at(-1)?.streams).toContainEqual({ stream: `room:${one}`, seq: written + 1, lastMessageSeq: 0 });
    expect(JSON.stringify(batches)).not.toContain(three);
    expect(alice.events).toEqual([]);
  });

  it('replaces the list, and stops with what may not be watched any more', async () => {
    const ana = hub.toy.actor('Ana');
    const [one, two] = [randomUUID(), randomUUID()];
    const alice = await connect(ana);
    await alice.do('stream:watch', { streams: [`room:${one}`] });
    await alice.do('stream:watch', { streams: [`room:${two}`] });
    await hub.toy.lock(one, true);
    hub.toy.barred.add(`${ana.accountId} ${two}`);
    await hub.toy.remove(two, ana.accountId);
    await sleep(100);
    await hub.toy.lock(two, true);
    await sleep(1_200);
    const moved = alice.moved.filter(({ stream }) => stream === `room:${two}`);
    expect(moved.every(({ seq }) => seq <= 1)).toBe(true);
    expect(alice.moved.some(({ stream }) => stream === `room:${one}`)).toBe(false);
  });
});
