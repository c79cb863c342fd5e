import { Clock, type Timer } from '../../src/platform/clock/clock.js';
import type { Projector } from '../../src/platform/event-log/event-log.types.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { diary, entries, texts } from './diary.js';
import { type LogNode, newId, newRoom, openLog, person, said, say, testEvents, textOf } from './event-log-node.js';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('listeners', () => {
  let database: TestDatabase;
  const nodes: LogNode[] = [];
  const alice = person('Alice');
  const crowd = newRoom();

  const open = async (): Promise<LogNode> => {
    const node = await openLog(database.url);
    nodes.push(node);
    return node;
  };
  const tell = async (node: LogNode, stream: string, ...all: string[]): Promise<void> => {
    for (const text of all) await node.log.append(say, alice, stream, { text }, newId());
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const node = await open();
    await node.sql.query(`create table diary (
      listener text, position bigint, stream text, text text, written bigint generated always as identity)`);
    await tell(node, crowd, 'before', 'any', 'listener');
  });
  afterEach(async () => {
    for (const node of nodes.splice(1)) await node.close();
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await database.drop();
  });

  it('begin at the start of the log, or at what is its end now', async () => {
    const node = await open();
    node.log.listen(diary('from start'));
    node.log.listen({ ...diary('from now'), from: 'now' });
    await node.log.onApplicationBootstrap();
    await tell(node, crowd, 'after');
    await node.log.settled();
    expect(await texts(node, 'from start', crowd)).toEqual(['before', 'any', 'listener', 'after']);
    expect(await texts(node, 'from now', crowd)).toEqual(['after']);
  });

  it('are woken by the commit: no clock ticks between a fact and what comes of it', async () => {
    class StillClock extends Clock {
      override setRepeating(): Timer {
        return { cancel: () => undefined };
      }
    }
    const node = await openLog(database.url, testEvents, false, new StillClock());
    nodes.push(node);
    node.log.listen({ ...diary('woken'), from: 'now' });
    await node.log.onApplicationBootstrap();
    await node.log.settled();
    for (const text of ['first', 'second']) {
      await tell(node, crowd, text);
      await waitFor(text, async () => (await texts(node, 'woken', crowd)).includes(text));
    }
  });

  it('never pass a writer that got its position earlier and commits later', async () => {
    const node = await open();
    node.log.listen({ ...diary('patient'), from: 'now' });
    await node.log.onApplicationBootstrap();
    const [slow, quick] = [newRoom(), newRoom()];
    const writer = node.source.createQueryRunner();
    await writer.startTransaction();
    await writer.query(`insert into streams (id, seq) values ($1, 1)`, [slow]);
    const [row]: { position: number }[] = await writer.query(
      `insert into events (stream, seq, type, version, at, payload)
       values ($1, 1, 'chat.message-edited', 1, now(), '{"text": "slow"}') returning position`,
      [slow],
    );
    await tell(node, quick, 'quick', 'quicker');
    await pause(300);
    const { events } = await node.log.read(quick, 0, 10);
    expect(events[0]?.position).toBeGreaterThan(row?.position ?? 0);
    expect(await entries(node, 'patient')).toEqual([]);
    await writer.commitTransaction();
    await writer.release();
    await node.log.settled();
    expect((await entries(node, 'patient')).map(({ text }) => text)).toEqual(['slow', 'quick', 'quicker']);
  });

  it('go past a writer that had a position and rolled back', async () => {
    const node = await open();
    node.log.listen({ ...diary('forgiving'), from: 'now' });
    await node.log.onApplicationBootstrap();
    const room = newRoom();
    await expect(
      node.log.change(alice, [room], async ({ append, sql }) => {
        append(said(room, 'never'));
        await sql.query(`select nextval(pg_get_serial_sequence('events', 'position'))`);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await tell(node, room, 'there');
    await node.log.settled();
    expect(await texts(node, 'forgiving', room)).toEqual(['there']);
  });

  it('are led by one node at a time', async () => {
    const room = newRoom();
    const slow: Projector = {
      ...diary('slow'),
      from: 'now',
      async apply(change, events) {
        await change.sql.query('select pg_sleep(0.02)');
        await diary('slow').apply(change, events);
      },
    };
    const [one, two] = [await open(), await open()];
    for (const node of [one, two]) {
      node.log.listen(slow);
      await node.log.onApplicationBootstrap();
    }
    const all = Array.from({ length: 30 }, (_, n) => `n${n}`);
    for (const [n, text] of all.entries()) await tell(n % 2 ? one : two, room, text);
    await Promise.all([one.log.settled(), two.log.settled()]);
    expect(await texts(one, 'slow', room)).toEqual(all);
  });

  it('apply each event exactly once with two nodes and a connection that dies before the commit', async () => {
    const room = newRoom();
    let deaths = 0;
    const mortal: Projector = {
      ...diary('mortal'),
      from: 'now',
      async apply(change, events) {
        await diary('mortal').apply(change, events);
        // The effect is there and the cursor is not: what a kill -9 leaves.
        if (deaths < 2 && events.some((event) => textOf(event) === 'n50')) {
          deaths += 1;
          await change.sql.query(`select pg_terminate_backend(pg_backend_pid())`);
        }
      },
    };
    const [one, two] = [await open(), await open()];
    for (const node of [one, two]) {
      node.log.listen(mortal);
      await node.log.onApplicationBootstrap();
    }
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        (n % 2 ? one : two).log.append(say, alice, n % 3 ? room : crowd, { text: `n${n}` }, newId()),
      ),
    );
    await one.log.settled();
    expect(deaths).toBe(2);
    const written = await entries(one, 'mortal');
    expect(written.map(({ text }) => text).sort()).toEqual(Array.from({ length: 200 }, (_, n) => `n${n}`).sort());
    expect(written.map(({ position }) => position)).toEqual(
      written.map(({ position }) => position).sort((a, b) => a - b),
    );
  });

  it('park an event that keeps failing and go on, or hold its stream until somebody looks', async () => {
    const node = await open();
    let broken = true;
    const picky = (text: string): void => {
      if (broken && text.startsWith('bad')) throw new Error(`cannot digest ${text}`);
    };
    node.log.listen({ ...diary('skips', picky), from: 'now' });
    node.log.listen({ ...diary('holds', picky), from: 'now', onFailure: 'hold' });
    await node.log.onApplicationBootstrap();
    const [held, free] = [newRoom(), newRoom()];
    await tell(node, held, 'good', 'bad', 'worse');
    await tell(node, free, 'unconcerned');
    await tell(node, held, 'bad too');
    await node.log.settled();
    expect(await texts(node, 'skips', held)).toEqual(['good', 'worse']);
    expect(await texts(node, 'holds', held)).toEqual(['good']);
    expect(await texts(node, 'holds', free)).toEqual(['unconcerned']);
    const parked = await node.log.parked();
    expect(
      parked.filter(({ listener }) => listener === 'skips').map(({ error, attempts }) => [error, attempts]),
    ).toEqual([
      ['cannot digest bad', 5],
      ['cannot digest bad too', 5],
    ]);
    const waiting = parked.filter(({ listener }) => listener === 'holds');
    expect(waiting.map(({ attempts, stream }) => [attempts, stream])).toEqual([
      [5, held],
      [0, held],
      [0, held],
    ]);

    // Nobody repaired it: it stays where it is, and what follows waits on.
    expect(await node.log.retryParked('holds', waiting[0]?.position ?? 0)).toBe(false);
    expect((await node.log.parked()).find(({ listener }) => listener === 'holds')?.attempts).toBe(6);
    // Given up: the next goes through, the last fails in its turn.
    expect(await node.log.skipParked('holds', waiting[0]?.position ?? 0)).toBe(false);
    expect(await texts(node, 'holds', held)).toEqual(['good', 'worse']);
    broken = false;
    await tell(node, held, 'later');
    await node.log.settled();
    expect(await texts(node, 'holds', held)).toEqual(['good', 'worse']);
    expect(await node.log.retryParked('holds', waiting[2]?.position ?? 0)).toBe(true);
    await tell(node, held, 'free again');
    await node.log.settled();
    expect(await texts(node, 'holds', held)).toEqual(['good', 'worse', 'bad too', 'later', 'free again']);
    for (const { listener, position } of await node.log.parked()) await node.log.retryParked(listener, position);
    expect(await node.log.parked()).toEqual([]);
    expect(await texts(node, 'skips', held)).toEqual(['good', 'worse', 'later', 'free again', 'bad', 'bad too']);
  });

  it('rebuild a projector from zero to the same, without appending its facts again', async () => {
    const node = await open();
    const room = newRoom();
    const notices = `account:${newId()}`;
    const plain = diary('echo');
    node.log.listen({
      ...plain,
      async apply(change, events) {
        await plain.apply(change, events);
        const own = events.filter(({ stream }) => stream === room);
        await change.append(
          own.map(({ subject }) => ({ stream: notices, type: 'rooms.room-reopened', subject, payload: {} })),
        );
      },
    });
    await node.log.onApplicationBootstrap();
    const published: string[] = [];
    node.log.onCommitted((events) => published.push(...events.map(({ stream }) => stream)));
    await tell(node, room, 'one', 'two', 'three');
    await node.log.settled();
    const before = await entries(node, 'echo');
    expect(published.filter((stream) => stream === notices)).toHaveLength(3);
    await node.log.rebuild('echo');
    expect(await entries(node, 'echo')).toEqual(before);
    expect((await node.log.read(notices, 0, 10)).head.seq).toBe(3);
    await tell(node, room, 'four');
    await node.log.settled();
    expect(await texts(node, 'echo', room)).toEqual(['one', 'two', 'three', 'four']);
    expect((await node.log.read(notices, 0, 10)).head.seq).toBe(4);
  });
});
