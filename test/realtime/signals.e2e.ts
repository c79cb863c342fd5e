import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { SignalBatch } from '../../src/contract/realtime.contract.js';
import { DatabaseWatch } from '../../src/platform/database/database-watch.js';
import type { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { ToyHub } from './toy-hub.js';

describe('signals', () => {
  let hub: ToyHub;
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
  beforeEach(() => (stream = `room:${randomUUID()}`));
  afterEach(() => {
    for (const live of lives.splice(0)) live.close();
    hub.toy.onAuthorise = () => Promise.resolve();
  });
  afterAll(() => hub.close());

  it('sends the present values to who begins to follow', async () => {
    hub.realtime.setSignal(stream, 'presence-summary', { count: 2 });
    hub.realtime.setSignal(stream, 'gone', { count: 1 });
    hub.realtime.setSignal(stream, 'gone', null);
    const alice = await connect(hub.toy.actor('Alice'));
    await alice.open(stream);
    await waitFor('the values', () => alice.signals.has(stream));
    expect(Object.fromEntries(alice.signals.get(stream) ?? [])).toEqual({ 'presence-summary': { count: 2 } });
    expect(hub.realtime.signals(stream)).toEqual({ 'presence-summary': { count: 2 } });
  });

  it('coalesces what changes quickly: the last value counts', async () => {
    const alice = await connect(hub.toy.actor('Alice'));
    await alice.open(stream);
    const batches: SignalBatch[] = [];
    alice.raw.on('signals', (batch) => void batches.push(batch));
    const until = performance.now() + 450;
    let n = 0;
    while (performance.now() < until) {
      n += 1;
      hub.realtime.setSignal(stream, 'board', { n });
      await sleep(2);
    }
    await waitFor('the last value', () => JSON.stringify(alice.signal(stream, 'board')) === JSON.stringify({ n }));
    expect(n).toBeGreaterThan(50);
    expect(batches.length).toBeLessThanOrEqual(6);
    const quiet = batches.length;
    hub.realtime.setSignal(stream, 'board', { n });
    await sleep(250);
    expect(batches).toHaveLength(quiet);
  });

  it('lets a value go by itself after its time, unless it is set again', async () => {
    const [ana, bea] = [hub.toy.actor('Ana'), hub.toy.actor('Bea')];
    const [alice, bob] = [await connect(ana), await connect(bea)];
    await alice.open(stream);
    await bob.open(stream);
    const key = `typing:${ana.accountId}`;
    for (let n = 0; n < 3; n += 1) {
      alice.raw.emit('signal:set', { stream, name: 'typing', value: { typing: true } });
      await sleep(400);
      expect(bob.signal(stream, key)).toEqual({ person: 'Ana' });
    }
    await waitFor('the end of it', () => bob.signal(stream, key) === undefined, 3_000);
    alice.raw.emit('signal:set', { stream, name: 'typing', value: { typing: true } });
    await waitFor('again', () => bob.signal(stream, key));
    alice.raw.emit('signal:set', { stream, name: 'typing', value: { typing: false } });
    await waitFor('taken back', () => bob.signal(stream, key) === undefined, 600);
  });

  it('drops what a client may not set', async () => {
    const ana = hub.toy.actor('Ana');
    const [alice, bob] = [await connect(ana), await connect(hub.toy.actor('Bea'))];
    await bob.open(stream);
    const set = (input: unknown) => alice.raw.emit('signal:set', input);
    set({ stream, name: 'typing', value: { typing: true } });
    await alice.open(stream);
    set(undefined);
    set('words');
    set({ stream, name: 'presence', value: {} });
    set({ stream, name: 'typing', value: { typing: 'x'.repeat(9) } });
    set({ stream: `account:${ana.accountId}`, name: 'typing', value: { typing: true } });
    set({ stream, name: 'typing', value: { typing: true }, more: 1 });
    await sleep(300);
    expect(hub.realtime.signals(stream)).toEqual({});
    expect((await alice.ask('stream:close', { stream })).ok).toBe(true);
  });

  it('slows down who sets too many', async () => {
    const ana = hub.toy.actor('Ana');
    const alice = await connect(ana);
    await alice.open(stream);
    for (let n = 0; n < 60; n += 1)
      alice.raw.emit('signal:set', { stream, name: 'typing', value: { typing: n % 2 === 0 } });
    alice.raw.emit('signal:set', { stream, name: 'typing', value: { typing: true } });
    await sleep(300);
    expect(hub.realtime.signals(stream)).toEqual({});
  });

  it('owes a following that is held the value of then', async () => {
    const ana = hub.toy.actor('Ana');
    const alice = await connect(ana);
    await alice.open(stream);
    hub.realtime.setSignal(stream, 'board', { n: 1 });
    await waitFor('the first', () => alice.signal(stream, 'board'));
    hub.toy.onAuthorise = () => sleep(400);
    await hub.toy.remove(stream.slice(5), ana.accountId);
    hub.realtime.setSignal(stream, 'board', { n: 2 });
    await sleep(200);
    hub.realtime.setSignal(stream, 'board', { n: 3 });
    expect(alice.signal(stream, 'board')).toEqual({ n: 1 });
    await waitFor('the value of then', () => JSON.stringify(alice.signal(stream, 'board')) === '{"n":3}');
  });
});

describe('signals in an outage', () => {
  it('go on where they were decided before; so many decisions are remembered, and the others are asked for again', async () => {
    const hub = await ToyHub.boot();
    const stream = `room:${randomUUID()}`;
    const asked: unknown[] = [];
    hub.realtime.registerClientSignal({
      name: 'typing',
      until: [],
      streamKind: 'room',
      ttlMs: 60_000,
      value: async (_actor, _uuid, n) => {
        asked.push(n);
        return { n };
      },
    });
    const ana = hub.toy.actor('Ana');
    const alice = await hub.connect(ana);
    await alice.open(stream);
    const says = async (...numbers: number[]): Promise<void> => {
      for (const n of numbers) {
        alice.raw.emit('signal:set', { stream, name: 'typing', value: n });
        const own = () => hub.realtime.signals(stream)[`typing:${ana.accountId}`];
        await waitFor('the value', () => JSON.stringify(own()) === JSON.stringify({ n }));
      }
    };
    await says(0, 1, 2, 3, 4, 5);
    expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
    jest.spyOn(hub.app.get(DatabaseWatch), 'trouble', 'get').mockReturnValue('it refuses connections');
    await says(0, 1, 2, 3, 4, 5);
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 4, 5]);
    jest.restoreAllMocks();
    alice.close();
    await hub.close();
  });
});
