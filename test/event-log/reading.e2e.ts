import type { EventDefinition } from '../../src/platform/event-log/event-log.types.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { type LogNode, newId, newRoom, openLog, person, said, say, testEvents, textOf } from './event-log-node.js';

describe('reading the log', () => {
  let database: TestDatabase;
  let node: LogNode;
  const alice = person('Alice');
  const bob = person('Bob');

  beforeAll(async () => {
    database = await createTestDatabase();
    node = await openLog(database.url);
  });
  afterAll(async () => {
    await node.close();
    await database.drop();
  });

  it('pages with the head of the same moment', async () => {
    const room = newRoom();
    for (const text of ['a', 'b', 'c', 'd', 'e']) await node.log.append(say, alice, room, { text }, null);
    const page = await node.log.read(room, 1, 3);
    expect(page.events.map(textOf)).toEqual(['b', 'c', 'd']);
    expect(page.head).toEqual({ epoch: 1, seq: 5, lastMessageSeq: 5 });
    expect(await node.log.read(room, 5, 3)).toEqual({ head: page.head, events: [] });
    const unknown = newRoom();
    const none = { epoch: 1, seq: 0, lastMessageSeq: 0 };
    expect(await node.log.read(unknown, 0, 3)).toEqual({ head: none, events: [] });
    await node.log.append(
      { ...say, decide: (_, draft) => draft.append({ ...said(room, 'quiet'), isMessage: false }) },
      alice,
      room,
      { text: '' },
      null,
    );
    const heads = await node.log.heads([room, unknown]);
    expect([...heads]).toEqual([
      [room, { epoch: 1, seq: 6, lastMessageSeq: 5 }],
      [unknown, none],
    ]);
  });

  it('tells what the last event was at some time, also where events are gone', async () => {
    const room = newRoom();
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await node.log.append(say, alice, room, { text }, null);
    const hour = (at: number) => new Date(Date.UTC(2026, 4, 4, at));
    await node.sql.query(
      `update events set at = timestamptz '2026-05-04T00:00:00Z' + (seq - seq % 2) * interval '1 hour' where stream = $1`,
      [room],
    );
    const found = async () => Promise.all([-1, 0, 1, 2, 3, 4, 5, 6, 9].map((at) => node.log.seqAt(room, hour(at))));
    // At the hours 0, 2, 2, 4, 4, 6, 6.
    expect(await found()).toEqual([0, 1, 1, 3, 3, 5, 5, 7, 7]);
    await node.sql.query('delete from events where stream = $1 and seq = any($2)', [room, [1, 4, 5, 7]]);
    expect(await found()).toEqual([0, 0, 0, 3, 3, 3, 3, 6, 6]);
    expect(await node.log.seqAt(newRoom(), hour(9))).toBe(0);
  });

  it('brings old versions to the current shape, erased ones too', async () => {
    const room = newRoom();
    const message = newId();
    await node.log.change(alice, [room], async ({ append }) => {
      append(said(room, 'old words', message));
      append(said(room, 'more', null));
    });
    const definition: EventDefinition = {
      type: 'chat.message-edited',
      version: 3,
      upcasts: {
        1: (payload) => ({ ...(payload as object), lang: 'es' }),
        2: (payload) => ({ ...(payload as object), mentions: [message] }),
      },
      blank: (payload: { text: string | null }) => ({ ...payload, text: null }),
    };
    const next = await openLog(database.url, [definition, ...testEvents.slice(1)]);
    const { events } = await next.log.read(room, 0, 10);
    expect(events.map(({ version, payload }) => ({ version, ...payload }))).toEqual([
      expect.objectContaining({ version: 3, text: 'old words', lang: 'es', mentions: [message] }),
      expect.objectContaining({ version: 3, text: 'more', lang: 'es', mentions: [message] }),
    ]);
    await next.log.change(alice, [room], async ({ erase }) => erase(message));
    const [gone] = (await next.log.read(room, 0, 1)).events;
    expect(gone).toMatchObject({ version: 3, erased: true, payload: { text: null, lang: 'es', mentions: [message] } });
    await next.close();
    await expect(openLog(database.url, [{ type: 'chat.message-edited', version: 2 }])).rejects.toThrow(
      'no upcast from version 1',
    );
    await expect(openLog(database.url, [...testEvents, ...testEvents.slice(0, 1)])).rejects.toThrow('defined twice');
  });

  it('snapshots are of one moment while others write, and shared parts are made once per seq', async () => {
    const room = newRoom();
    let made = 0;
    node.log.snapshotPart({
      streamKind: 'room',
      name: 'count',
      async shared(sql, stream) {
        made += 1;
        await sql.query('select pg_sleep(0.005)');
        const [row] = await sql.query<{ n: number }>('select count(*) as n from events where stream = $1', [stream]);
        return row?.n;
      },
      personal: (stream, actor) => ({
        text: '(select max(seq) from events where stream = $1::text)',
        values: [stream],
        answer: (last: number | null) => ({ of: actor.name, last: last ?? 0 }),
      }),
    });
    node.log.snapshotPart({ streamKind: 'room:staff', name: 'cases', shared: async () => [] });
    let writing = true;
    const writer = (async () => {
      for (let n = 0; n < 60; n += 1) await node.log.append(say, alice, room, { text: `n${n}` }, null);
      writing = false;
    })();
    const seen = new Set<number>();
    while (writing) {
      const snapshots = await Promise.all([alice, bob, alice].map((actor) => node.log.snapshot(room, actor)));
      for (const { head, shared, sharedJson, personal } of snapshots) {
        seen.add(head.seq);
        expect(shared).toEqual({ count: head.seq });
        expect(JSON.parse(sharedJson)).toEqual(shared);
        expect(personal).toMatchObject({ count: { last: head.seq } });
      }
    }
    await writer;
    expect(seen.size).toBeGreaterThan(2);
    // Three ask at once for what is nearly always the same moment.
    expect(made).toBeLessThanOrEqual(seen.size);

    await node.log.append(say, alice, room, { text: 'the last' }, null);
    made = 0;
    const [first, second] = await Promise.all([node.log.snapshot(room, alice), node.log.snapshot(room, bob)]);
    const third = await node.log.snapshot(room, alice);
    expect(made).toBe(1);
    expect(second.shared).toBe(first.shared);
    expect(third.shared).toBe(first.shared);
    expect([first.personal['count'], second.personal['count']]).toEqual([
      { of: 'Alice', last: 61 },
      { of: 'Bob', last: 61 },
    ]);
    const staff = await node.log.snapshot(`${room}:staff`, alice);
    expect(staff).toMatchObject({ head: { seq: 0 }, shared: { cases: [] }, personal: {} });
  });

  it('remembers no snapshot of a stream whose words were erased', async () => {
    const room = newRoom();
    const message = newId();
    await node.log.change(alice, [room], async ({ append }) => append(said(room, 'word', message)));
    const before = await node.log.snapshot(room, alice);
    await node.log.change(alice, [], async ({ erase }) => erase(message));
    const after = await node.log.snapshot(room, alice);
    expect(after.head).toEqual(before.head);
    expect(after.shared).not.toBe(before.shared);
  });

  it('consistently reads rows with the head they belong to', async () => {
    const room = newRoom();
    await node.log.append(say, alice, room, { text: 'one' }, null);
    const { head, count } = await node.log.consistently(room, async (sql, found) => {
      await node.log.append(say, alice, room, { text: 'meanwhile' }, null);
      const [row] = await sql.query<{ n: number }>('select count(*) as n from events where stream = $1', [room]);
      return { head: found, count: row?.n };
    });
    expect(head.seq).toBe(1);
    expect(count).toBe(1);
  });
});
