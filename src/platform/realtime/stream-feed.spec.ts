import { jest } from '@jest/globals';
import { Clock } from '../clock/clock.js';
import type { StoredEvent, StreamHead } from '../event-log/event-log.types.js';
import { type FeedHouse, StreamFeed } from './stream-feed.js';
import { Metrics } from '../observability/metrics.js';
import { loadConfig } from '../config/config.js';

const stream = 'room:0190';
const event = (seq: number, epoch = 1): StoredEvent<'rooms.room-reopened'> => ({
  position: seq,
  stream,
  epoch,
  seq,
  type: 'rooms.room-reopened',
  version: 1,
  subject: null,
  actor: null,
  at: new Date(0),
  payload: {},
  erased: false,
  isMessage: false,
});
const pause = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** A table of events, and what became of the feed. */
function house(stored: StoredEvent[]) {
  const delivered: number[] = [];
  const told: string[] = [];
  const state = { reads: 0, away: false, epoch: 1 };
  const head = (): StreamHead => ({ epoch: state.epoch, seq: stored.length, lastMessageSeq: 0 });
  const found: FeedHouse = {
    clock: new Clock(),
    metrics: new Metrics(loadConfig({})),
    eventLog: {
      heads: async () => new Map([[stream, head()]]),
      read: async (_stream, after, limit) => {
        state.reads += 1;
        if (state.away) throw new Error('the database is away');
        return { head: head(), events: stored.filter(({ seq }) => seq > after).slice(0, limit) };
      },
    },
    rightsTouchedBy: () => [],
    onRightsTouched: () => undefined,
    onDelivered: (events) => void delivered.push(...events.map(({ seq }) => seq)),
    onResync: () => void told.push('resync'),
  };
  return { found, delivered, told, state };
}

describe('the order of a stream', () => {
  let feed: StreamFeed;
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => {
    feed.close();
    jest.useRealTimers();
  });

  it('holds what comes too early until what is before it comes', async () => {
    const { found, delivered, state } = house([]);
    feed = new StreamFeed(stream, found);
    await feed.start();
    feed.admit([event(3), event(2)]);
    expect(delivered).toEqual([]);
    feed.admit([event(1)]);
    await pause(20);
    expect(delivered).toEqual([1, 2, 3]);
    expect(state.reads).toBe(0);
  });

  it('heals from the table what does not come', async () => {
    const stored: StoredEvent[] = [];
    const { found, delivered } = house(stored);
    feed = new StreamFeed(stream, found);
    await feed.start();
    stored.push(event(1), event(2), event(3));
    feed.admit([event(3)]);
    await pause(150);
    expect(delivered).toEqual([1, 2, 3]);
    feed.admit([event(2), event(3)]);
    await pause(60);
    expect(delivered).toEqual([1, 2, 3]);
  });

  it('takes what was committed while it looked for the head exactly once', async () => {
    const { found, delivered } = house([event(1), event(2)]);
    feed = new StreamFeed(stream, found);
    const starting = feed.start();
    feed.admit([event(2), event(3)]);
    await starting;
    await pause(20);
    expect(feed.sent).toBe(3);
    expect(delivered).toEqual([3]);
  });

  it('follows a hint, also one that came before it began', async () => {
    const stored: StoredEvent[] = [event(1)];
    const { found, delivered } = house(stored);
    feed = new StreamFeed(stream, found);
    const starting = feed.start();
    feed.hint({ epoch: 1, seq: 2 });
    await starting;
    stored.push(event(2));
    feed.hint({ epoch: 1, seq: 2 });
    await pause(80);
    expect(delivered).toEqual([2]);
  });

  it('asks again when the table cannot be read', async () => {
    const stored: StoredEvent[] = [];
    const { found, delivered, state } = house(stored);
    feed = new StreamFeed(stream, found);
    await feed.start();
    stored.push(event(1));
    state.away = true;
    feed.hint({ epoch: 1, seq: 1 });
    await pause(50);
    state.away = false;
    await pause(1_100);
    expect(delivered).toEqual([1]);
  });

  it('says resync when it has fallen too far behind, or the stream began anew', async () => {
    const stored: StoredEvent[] = [];
    const { found, told, state } = house(stored);
    feed = new StreamFeed(stream, found);
    await feed.start();
    for (let seq = 1; seq <= 501; seq += 1) stored.push(event(seq));
    feed.hint({ epoch: 1, seq: 501 });
    await pause(20);
    expect(told).toEqual(['resync']);
    expect(feed.sent).toBe(501);
    state.epoch = 2;
    feed.hint({ epoch: 2, seq: 501 });
    await pause(20);
    expect(told).toEqual(['resync', 'resync']);
    expect(feed.epoch).toBe(2);
  });

  it('sends nothing encoded before an erasure, and loses nothing by it', async () => {
    const stored: StoredEvent[] = [];
    const { found, delivered } = house(stored);
    feed = new StreamFeed(stream, found);
    await feed.start();
    stored.push(event(1), event(2), event(3));
    feed.admit([event(1)]);
    feed.admit([event(2)]);
    expect(delivered).toEqual([1]);
    feed.forget();
    expect(feed.ring.after(0)).toEqual([]);
    feed.admit([event(3)]);
    await pause(150);
    expect(delivered).toEqual([1, 2, 3]);
  });

  it('keeps a bounded number of events that came too early, and reads the table instead', async () => {
    const stored = [1, 2, 3].map((seq) => event(seq));
    const { found, delivered, told, state } = house([]);
    state.away = true;
    feed = new StreamFeed(stream, found);
    await feed.start();
    for (let seq = 2; seq <= 5_000; seq += 1) feed.admit([event(seq)]);
    expect(state.reads).toBeGreaterThan(0);
    feed.close();

    const other = house(stored);
    feed = new StreamFeed(stream, other.found);
    for (let seq = 2; seq <= 1_200; seq += 1) stored[seq - 1] = event(seq);
    const starting = feed.start();
    feed.admit(stored.slice(1));
    await starting;
    await pause(20);
    expect(feed.sent).toBe(1_200);
    expect([delivered, told, other.told]).toEqual([[], [], []]);
  });

  it('gives up on frames when more waits to go out than anybody could take in: followers load a snapshot', async () => {
    const { found, told } = house([]);
    found.eventLog.heads = async () => new Map([[stream, { epoch: 1, seq: 0, lastMessageSeq: 0 }]]);
    feed = new StreamFeed(stream, found);
    await feed.start();
    const long = (seq: number): StoredEvent<'chat.message-deleted'> => ({
      ...event(seq),
      type: 'chat.message-deleted',
      payload: { messageId: '', deletedAt: 'x'.repeat(60_000) },
    });
    for (let seq = 1; seq <= 90; seq += 1) feed.admit([long(seq)]);
    expect(told).toContain('resync');
    expect(feed.sent).toBeGreaterThan(60);
    expect(feed.ring.bytes).toBeLessThan(4 * 1024 * 1024);
  });
});
