import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame, Position } from '../../src/contract/realtime.contract.js';
import { HUB } from '../../src/platform/actor/actor.js';
import type { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { ToyHub } from './toy-hub.js';

const seqsOf = (live: Live, stream: string) => live.ofStream(stream).map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);

describe('coming back to a stream', () => {
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

  it('answers who comes back out of the ring', async () => {
    const alice = await connect(hub.toy.actor('Alice'));
    await alice.open(stream);
    await append(5);
    await waitFor('five events', () => seqsOf(alice, stream).length === 5);
    const reads = countReads(hub);
    const back = await connect(hub.toy.actor('Bob'));
    expect(await back.open(stream, { epoch: 1, seq: 2 })).toEqual({ head: { epoch: 1, seq: 5 }, resync: false });
    await waitFor('what was missed', () => seqsOf(back, stream).length === 3);
    expect(seqsOf(back, stream)).toEqual([3, 4, 5]);
    expect(reads.count()).toBe(0);
  });

  it('answers who comes back out of the table where there is no ring', async () => {
    await append(6);
    const back = await connect(hub.toy.actor('Bob'));
    expect(await back.open(stream, { epoch: 1, seq: 2 })).toEqual({ head: { epoch: 1, seq: 6 }, resync: false });
    await waitFor('what was missed', () => seqsOf(back, stream).length === 4);
    await append(1);
    await waitFor('what comes next', () => seqsOf(back, stream).length === 5);
    expect(seqsOf(back, stream)).toEqual([3, 4, 5, 6, 7]);
  });

  it.each([
    ['another epoch', { epoch: 2, seq: 1 }],
    ['a position ahead of the head', { epoch: 1, seq: 99 }],
  ])('says resync for %s, and goes on from the head', async (_why: string, after: Position) => {
    await append(3);
    const alice = await connect(hub.toy.actor('Alice'));
    expect(await alice.open(stream, after)).toEqual({ head: { epoch: 1, seq: 3 }, resync: true });
    await append(1);
    await waitFor('the next event', () => seqsOf(alice, stream).length === 1);
    expect(seqsOf(alice, stream)).toEqual([4]);
  });

  it('says resync to who is more than 500 events behind, and fills exactly 500', async () => {
    await hub.log.change(HUB, [stream], async (change) => {
      for (let n = 0; n < 501; n += 1)
        change.append({ stream, type: 'rooms.room-reopened', subject: room, payload: {} });
    });
    const alice = await connect(hub.toy.actor('Alice'));
    expect(await alice.open(stream, { epoch: 1, seq: 0 })).toMatchObject({ resync: true });
    expect(await alice.open(stream, { epoch: 1, seq: 1 })).toMatchObject({ resync: false });
    await waitFor('all of them', () => seqsOf(alice, stream).length === 500);
    expect(seqsOf(alice, stream)).toEqual(range(2, 501));
  });

  it('says resync to who is more than 256 KB behind', async () => {
    const words = 'x'.repeat(100_000);
    await hub.log.change(HUB, [stream], async (change) => {
      for (let n = 0; n < 3; n += 1)
        change.append({
          stream,
          type: 'chat.message-deleted',
          subject: room,
          payload: { messageId: randomUUID(), deletedAt: words },
        });
    });
    const alice = await connect(hub.toy.actor('Alice'));
    expect(await alice.open(stream, { epoch: 1, seq: 0 })).toMatchObject({ resync: true });
    expect(await alice.open(stream, { epoch: 1, seq: 1 })).toMatchObject({ resync: false });
  });

  it('loses and doubles nothing between the answer and the frames, whatever is committed meanwhile', async () => {
    const actor = hub.toy.actor('Alice');
    for (let round = 0; round < 12; round += 1) {
      const place = `room:${randomUUID()}`;
      const total = 30;
      const writing = (async () => {
        for (let n = 0; n < total; n += 1) {
          await hub.toy.lock(place.slice(5), true);
          if (n % 3 === 0) await sleep((n * 7 + round) % 9);
        }
      })();
      await sleep((round * 13) % 40);
      const live = await connect(actor);
      hub.toy.onAuthorise = () => sleep((round * 5) % 17);
      const seen: string[] = [];
      live.raw.on('frame', (frame: Frame) => {
        if (frame.stream === place) seen.push('frame');
      });
      const after = round % 3 === 0 ? undefined : { epoch: 1, seq: 0 };
      const answered = await new Promise<{ ok: boolean; data: { head: Position; resync: boolean } }>((resolve) => {
        live.raw.emit('stream:open', { stream: place, ...(after ? { after } : {}) }, (answer: unknown) => {
          expect(seen).toEqual([]);
          resolve(answer as { ok: boolean; data: { head: Position; resync: boolean } });
        });
      });
      expect(answered.ok).toBe(true);
      expect(answered.data.resync).toBe(false);
      await writing;
      const from = after ? 1 : answered.data.head.seq + 1;
      await waitFor('all events', () => seqsOf(live, place).length >= total - from + 1);
      expect(seqsOf(live, place)).toEqual(range(from, total));
      live.close();
    }
  });

  it('opening again replaces the former following without losing or doubling', async () => {
    const alice = await connect(hub.toy.actor('Alice'));
    await alice.open(stream);
    const writing = append(30);
    for (let n = 0; n < 5; n += 1) {
      await sleep(10);
      const seen = seqsOf(alice, stream).at(-1) ?? 0;
      await alice.open(stream, { epoch: 1, seq: seen });
    }
    await writing;
    await waitFor('the last', () => seqsOf(alice, stream).includes(30));
    expect([...new Set(seqsOf(alice, stream))]).toEqual(range(1, 30));
  });
});

function countReads(hub: ToyHub): { count: () => number } {
  let count = 0;
  const read = hub.log.read.bind(hub.log);
  hub.log.read = (...given) => {
    count += 1;
    return read(...given);
  };
  return { count: () => count };
}
