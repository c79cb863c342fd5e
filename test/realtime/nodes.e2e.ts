import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { HUB } from '../../src/platform/actor/actor.js';
import { NodeBus } from '../../src/platform/realtime/node-bus.js';
import type { Live } from '../support/person.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { redisFound, RedisServer } from './redis-server.js';
import { ToyHub } from './toy-hub.js';
import { BLANK } from './toy.js';

const whereRedis = redisFound ? describe : describe.skip;

whereRedis('two nodes', () => {
  let redis: RedisServer;
  let database: TestDatabase;
  let one: ToyHub;
  let two: ToyHub;
  let room: string;
  let stream: string;
  const lives: Live[] = [];
  const at = async (hub: ToyHub, actor: Parameters<ToyHub['connect']>[0]) => {
    const live = await hub.connect(actor);
    lives.push(live);
    return live;
  };
  /** Somebody known to both nodes. */
  const somebody = (name: string) => {
    const actor = one.toy.actor(name);
    two.toy.actors.set(actor.sessionId, actor);
    return actor;
  };
  beforeAll(async () => {
    redis = await RedisServer.start();
    database = await createTestDatabase();
    one = await ToyHub.boot({ REDIS_URL: redis.url }, database);
    two = await ToyHub.boot({ REDIS_URL: redis.url }, database);
  });
  beforeEach(() => {
    room = randomUUID();
    stream = `room:${room}`;
  });
  afterEach(() => {
    for (const live of lives.splice(0)) live.close();
  });
  afterAll(async () => {
    await one?.close();
    await two?.close();
    await database?.drop();
    await redis?.remove();
  });

  it('bring what is committed at one to who follows at the other, quickly and in order', async () => {
    const bob = await at(two, somebody('Bob'));
    await bob.open(stream);
    await one.toy.lock(room, true);
    await bob.event('rooms.locks-changed');
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? one : two).toy.lock(room, true)));
    await waitFor('all', () => bob.ofStream(stream).length === 21);
    expect(bob.ofStream(stream).map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
  });

  it('tell what moved', async () => {
    const bob = await at(two, somebody('Bob'));
    await bob.do('stream:watch', { streams: [stream] });
    await one.toy.lock(room, true);
    await waitFor('the move', () => bob.moved.some((moved) => moved.stream === stream && moved.seq === 1));
  });

  it('share signals: a key is there while any node says so, and for who comes later', async () => {
    const bob = await at(two, somebody('Bob'));
    await bob.open(stream);
    one.realtime.setSignal(stream, 'board', { n: 1 });
    await waitFor('the value', () => bob.signal(stream, 'board'));
    two.realtime.setSignal(stream, 'board', { n: 2 });
    await waitFor('the other value', () => JSON.stringify(bob.signal(stream, 'board')) === '{"n":2}');
    two.realtime.setSignal(stream, 'board', null);
    await waitFor('the first again', () => JSON.stringify(bob.signal(stream, 'board')) === '{"n":1}');
    one.realtime.setSignal(stream, 'board', null);
    await waitFor('the end', () => bob.signal(stream, 'board') === undefined);
  });

  it('take rights away on the other node, after the removal', async () => {
    const bea = somebody('Bea');
    const bob = await at(two, bea);
    await bob.open(stream);
    two.toy.barred.add(`${bea.accountId} ${room}`);
    await one.toy.remove(room, bea.accountId, 2);
    await waitFor('the end', () => bob.closed.length === 1);
    expect(bob.events.map(({ seq, type }) => [seq, type])).toEqual([[1, 'rooms.member-removed']]);
    expect(bob.closed[0]).toMatchObject({ stream, reason: 'not-allowed' });
  });

  it('end sockets and renew people on the other node', async () => {
    const bea = somebody('Bea');
    const bob = await at(two, bea);
    await bob.open(stream);
    two.toy.barred.add(`${bea.accountId} ${room}`);
    await one.realtime.refreshActor(bea.accountId);
    await waitFor('the decision', () => bob.closed.length === 1);
    one.realtime.disconnect({ accountId: bea.accountId }, 'banned');
    await waitFor('the end', () => !bob.raw.connected, 1_000);
    expect(bob.byes).toEqual([{ reason: 'banned', retryInMs: null }]);
  });

  it('forget erased words on the other node', async () => {
    const bob = await at(two, somebody('Bob'));
    await bob.open(stream);
    const subject = randomUUID();
    const payload = { messageId: subject, deletedAt: 'canary words' };
    await one.log.change(HUB, [stream], async (change) => {
      change.append({ stream, type: 'chat.message-deleted', subject, payload });
    });
    await waitFor('the words', () => bob.ofStream(stream).length === 1);
    await one.log.change(HUB, [stream], async (change) => {
      await change.erase(subject);
      change.append({ stream, type: 'rooms.room-reopened', subject, payload: {} });
    });
    await waitFor('the erasure', () => bob.ofStream(stream).length === 2);
    const late = await at(two, somebody('Late'));
    await late.open(stream, { epoch: 1, seq: 0 });
    await waitFor('both', () => late.ofStream(stream).length === 2);
    expect(JSON.stringify(late.events)).not.toContain('canary');
    expect(JSON.stringify(late.events)).toContain(BLANK);
  });

  it('go on without Redis: the table heals what was not heard, and it all comes back', async () => {
    const bob = await at(two, somebody('Bob'));
    await bob.open(stream);
    await bob.do('stream:watch', { streams: [`room:${BLANK}`] });
    await one.toy.lock(room, true);
    await waitFor('the first', () => bob.ofStream(stream).length === 1);
    await redis.kill();
    await one.toy.lock(room, true);
    await one.toy.lock(BLANK, true);
    await waitFor('the second, from the table', () => bob.ofStream(stream).length === 2);
    await waitFor('the move, from the table', () => bob.moved.length > 0);
    expect((await fetch(`${two.url}/health/ready`)).status).toBe(200);
    one.realtime.setSignal(stream, 'board', { said: 'while it was away' });
    await redis.resume();
    await waitFor('the line', async () => {
      await two.toy.lock(randomUUID(), true);
      one.realtime.setSignal(stream, 'probe', { at: performance.now() });
      await sleep(100);
      return bob.signal(stream, 'probe');
    });
    await one.toy.lock(room, true);
    await waitFor('the third', () => bob.ofStream(stream).length === 3);
    expect(bob.ofStream(stream).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('forget what a node said that was killed', async () => {
    const bob = await at(two, somebody('Bob'));
    await bob.open(stream);
    const three = await ToyHub.boot({ REDIS_URL: redis.url }, database);
    three.realtime.setSignal(stream, 'board', { n: 3 });
    await waitFor('the value', () => bob.signal(stream, 'board'));
    const began = performance.now();
    // As after kill -9: nothing more is heard of it.
    three.app.get(NodeBus).tell = () => undefined;
    await waitFor('its end', () => bob.signal(stream, 'board') === undefined);
    expect(performance.now() - began).toBeLessThan(15_000);
    await three.close();
  });

  it('forget what a node said that has gone, and tell a new one what is true', async () => {
    const bob = await at(two, somebody('Bob'));
    await bob.open(stream);
    two.realtime.setSignal(stream, 'presence-summary', { count: 1 });
    const three = await ToyHub.boot({ REDIS_URL: redis.url }, database);
    await waitFor('what is true', () => Object.keys(three.realtime.signals(stream)).length === 1);
    three.realtime.setSignal(stream, 'board', { n: 3 });
    await waitFor('the value', () => bob.signal(stream, 'board'));
    await three.close();
    await waitFor('its end', () => bob.signal(stream, 'board') === undefined, 2_000);
    expect(bob.signal(stream, 'presence-summary')).toEqual({ count: 1 });
  });
});

whereRedis('a hub whose Redis does not answer', () => {
  it('starts, serves and stops all the same', async () => {
    const hub = await ToyHub.boot({ REDIS_URL: 'redis://127.0.0.1:1' });
    const room = randomUUID();
    const alice = await hub.connect(hub.toy.actor('Alice'));
    await alice.open(`room:${room}`);
    await alice.do('rooms:set-locks', { roomId: room, locks: { chat: true } });
    await alice.event('rooms.locks-changed');
    alice.close();
    await hub.close();
  });
});
