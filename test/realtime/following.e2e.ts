import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame } from '../../src/contract/realtime.contract.js';
import { HUB } from '../../src/platform/actor/actor.js';
import type { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { ToyHub } from './toy-hub.js';
import { BLANK } from './toy.js';

const seqsOf = (live: Live, stream: string) => live.ofStream(stream).map(({ seq }) => seq);

describe('following a stream', () => {
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
  });
  afterAll(() => hub.close());

  const append = async (count: number) => {
    for (let n = 0; n < count; n += 1) await hub.toy.lock(room, n % 2 === 0);
  };

  it('sends what is committed from the head on', async () => {
    await append(1);
    const alice = await connect(hub.toy.actor('Alice'));
    expect(await alice.open(stream)).toEqual({ head: { epoch: 1, seq: 1 }, resync: false });
    await alice.do('rooms:set-locks', { roomId: room, locks: { chat: false } });
    const [event] = await waitFor('the frame', () => alice.events.length > 0 && alice.events);
    expect(event).toMatchObject({
      stream,
      epoch: 1,
      seq: 2,
      type: 'rooms.locks-changed',
      payload: { locks: { chat: false } },
    });
  });

  it('stops when it is closed', async () => {
    const alice = await connect(hub.toy.actor('Alice'));
    await alice.open(stream);
    await alice.do('stream:close', { stream });
    await append(2);
    await sleep(150);
    expect(seqsOf(alice, stream)).toEqual([]);
    expect(hub.realtime.followers(stream)).toBe(0);
  });

  it('sends the first event of a quiet stream alone, and those of a busy one in frames at least 50 ms apart', async () => {
    const alice = await connect(hub.toy.actor('Alice'));
    const frames: { count: number }[] = [];
    alice.raw.on('frame', (frame: Frame) => void frames.push({ count: frame.events.length }));
    await alice.open(stream);
    const began = performance.now();
    await append(1);
    await waitFor('the first', () => frames.length === 1);
    expect(frames[0]?.count).toBe(1);
    await append(40);
    await waitFor('all', () => seqsOf(alice, stream).length === 41);
    const took = performance.now() - began;
    expect(frames.length).toBeLessThanOrEqual(Math.ceil(took / 50) + 1);
    expect(frames.length).toBeLessThan(41);
  });

  it('allows five open streams and the own account', async () => {
    const actor = hub.toy.actor('Alice');
    const alice = await connect(actor);
    for (let n = 0; n < 5; n += 1) await alice.open(`room:${randomUUID()}`);
    await alice.open(`account:${actor.accountId}`);
    expect(await alice.refused('stream:open', { stream })).toBe('too-many-streams');
  });

  it('follows the own account by itself', async () => {
    const actor = hub.toy.actor('Alice');
    const alice = await connect(actor);
    const own = `account:${actor.accountId}`;
    await waitFor('the following', () => hub.realtime.followers(own) === 1);
    await hub.log.change(HUB, [own], async (change) => {
      change.append({
        stream: own,
        type: 'accounts.session-ended',
        subject: null,
        payload: { sessionId: null, reason: 'everywhere' },
      });
    });
    await alice.event('accounts.session-ended');
  });

  it('refuses what may not be followed: not-found for the thing, not-allowed for its other side, not-found for what nobody knows', async () => {
    const actor = hub.toy.actor('Alice');
    const alice = await connect(actor);
    hub.toy.barred.add(`${actor.accountId} ${room}`);
    expect(await alice.refused('stream:open', { stream })).toBe('not-found');
    expect(await alice.refused('stream:open', { stream: `${stream}:staff` })).toBe('not-allowed');
    expect(await alice.refused('stream:open', { stream: `nothing:${room}` })).toBe('not-found');
    expect(await alice.refused('stream:open', { stream: `account:${randomUUID()}` })).toBe('not-found');
    expect(hub.realtime.followers(stream)).toBe(0);
  });

  it('counts two tabs as one person when they come and go', async () => {
    const actor = hub.toy.actor('Tabs');
    const one = await connect(actor);
    const two = await connect(actor);
    await one.open(stream);
    await two.open(stream);
    one.close();
    await waitFor('the first to be gone', () => hub.realtime.followers(stream) === 1);
    expect(hub.toy.presence.filter((line) => line.includes(room))).toEqual([`in Tabs ${room}`]);
    two.close();
    await waitFor('the second to be gone', () =>
      hub.toy.presence.filter((line) => line.includes(room)).includes(`out Tabs ${room}`),
    );
  });

  it('never sends erased words again', async () => {
    const alice = await connect(hub.toy.actor('Alice'));
    await alice.open(stream);
    const subject = randomUUID();
    await hub.log.change(HUB, [stream], async (change) => {
      change.append({
        stream,
        type: 'chat.message-deleted',
        subject,
        payload: { messageId: subject, deletedAt: 'canary words' },
      });
    });
    await waitFor('the words', () => seqsOf(alice, stream).length === 1);
    await hub.log.change(HUB, [stream], async (change) => {
      await change.erase(subject);
      change.append({ stream, type: 'rooms.room-reopened', subject, payload: {} });
    });
    const bob = await connect(hub.toy.actor('Bob'));
    await bob.open(stream, { epoch: 1, seq: 0 });
    await waitFor('both events', () => seqsOf(bob, stream).length === 2);
    expect(JSON.stringify(bob.events)).not.toContain('canary');
    expect(bob.events[0]).toMatchObject({ seq: 1, payload: { messageId: BLANK } });
  });
});
