import { constraintOf } from '../../src/platform/database/database-errors.js';
import { HUB } from '../../src/platform/actor/actor.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import type { StoredEvent } from '../../src/platform/event-log/event-log.types.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import {
  locked,
  type LogNode,
  newId,
  newRoom,
  openLog,
  person,
  said,
  say,
  textOf,
  wholeStream,
} from './event-log-node.js';

describe('the cold door', () => {
  let database: TestDatabase;
  let node: LogNode;
  const alice = person('Alice');

  beforeAll(async () => {
    database = await createTestDatabase();
    node = await openLog(database.url);
    await node.sql.query(`create table words (stream text, text text unique, seq bigint)`);
    node.log.project({
      types: ['chat.message-edited'],
      async apply(sql, events) {
        await sql.query(
          `insert into words select * from unnest($1::text[], $2::text[], $3::bigint[]) where $1::text[] is not null`,
          [events.map(({ stream }) => stream), events.map(textOf), events.map(({ seq }) => seq)],
        );
      },
    });
  });
  afterAll(async () => {
    await node.close();
    await database.drop();
  });

  const words = async (stream: string): Promise<string[]> =>
    (await node.sql.query<{ text: string }>(`select text from words where stream = $1 order by seq`, [stream])).map(
      ({ text }) => text,
    );

  it('writes rows, facts of several streams and projections in one transaction, and publishes them once', async () => {
    const [room, account] = [newRoom(), `account:${alice.accountId}`];
    const published: StoredEvent[] = [];
    const stop = node.log.onCommitted((events) => published.push(...events));
    const seqs = await node.log.change(alice, [room, account], async ({ append, sql, manager }) => {
      await sql.query(`insert into settings (key, value) values ('a', '1')`);
      await manager.query(`insert into settings (key, value) values ('b', '2')`);
      return [append(said(room, 'one')), append({ ...said(account, 'two'), actor: null }), append(said(room, 'three'))];
    });
    stop();
    expect(seqs).toEqual([{ seq: 1 }, { seq: 1 }, { seq: 2 }]);
    expect(published).toEqual(
      [...(await wholeStream(node, room)), ...(await wholeStream(node, account))].sort(
        (a, b) => a.position - b.position,
      ),
    );
    expect(published.map(({ actor }) => actor)).toEqual([alice.accountId, null, alice.accountId]);
    expect(await words(room)).toEqual(['one', 'three']);
    expect(await node.sql.query(`select 1 from settings`)).toHaveLength(2);
  });

  it('leaves nothing of a change that fails, and says what a constraint refused', async () => {
    const room = newRoom();
    await node.log.append(say, alice, room, { text: 'unique' }, null);
    const published: StoredEvent[] = [];
    const stop = node.log.onCommitted((events) => published.push(...events));
    const refusal = await node.log
      .change(alice, [room], async ({ append, sql }) => {
        append(locked(room));
        await sql.query(`insert into words values ($1, 'unique', 9)`, [room]);
      })
      .catch((error: unknown) => error);
    expect(constraintOf(refusal)).toBe('words_text_key');
    // The projection refuses at the end: the whole change goes.
    await expect(
      node.log.change(alice, [room], async ({ append }) => {
        append(locked(room));
        append(said(room, 'unique'));
      }),
    ).rejects.toThrow();
    // A failure that is hidden does not make half a change.
    await expect(
      node.log.change(alice, [room], async ({ append, sql }) => {
        append(locked(room));
        await sql.query(`select 1 / 0`).catch(() => undefined);
      }),
    ).rejects.toThrow();
    await expect(
      node.log.change(alice, [room], () => Promise.reject(new DomainError('rooms/full'))),
    ).rejects.toMatchObject({
      code: 'rooms/full',
    });
    await expect(node.log.change(alice, [room], async ({ append }) => append(said(newRoom(), 'x')))).rejects.toThrow(
      'not locked',
    );
    await expect(node.log.change(alice, ["room:x'; drop table events"], async () => 1)).rejects.toThrow(
      'is not the id of a stream',
    );
    stop();
    expect(published).toEqual([]);
    expect(await wholeStream(node, room)).toHaveLength(1);
  });

  it('holds its streams: what others decide comes after it', async () => {
    const room = newRoom();
    let hot: Promise<unknown> | undefined;
    await node.log.change(HUB, [room], async ({ append }) => {
      hot = node.log.append(say, alice, room, { text: 'too late' }, newId()).catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, 100));
      append(locked(room));
    });
    expect(await hot).toMatchObject({ code: 'chat/locked' });
    const events = await wholeStream(node, room);
    expect(events.map(({ type, actor }) => [type, actor])).toEqual([['rooms.room-archived', null]]);
  });

  it('erases the words of a subject in every stream, and nothing else', async () => {
    const [room, account, message, other] = [newRoom(), `account:${newId()}`, newId(), newId()];
    await node.log.change(alice, [room, account], async ({ append }) => {
      append(said(room, 'secret canary', message));
      append(said(room, 'harmless', other));
      append(said(account, 'quotes canary', message));
      append({ ...locked(room), subject: message });
    });
    const erased: (readonly string[])[] = [];
    const heard: string[] = [];
    const stops = [
      node.log.onErased((streams) => {
        erased.push(streams);
        heard.push('erased');
      }),
      node.log.onCommitted(() => heard.push('committed')),
    ];
    await node.log.change(alice, [room], async ({ append, erase }) => {
      append({ stream: room, type: 'rooms.room-reopened', subject: message, payload: {} });
      await erase(message);
    });
    for (const stop of stops) stop();
    expect(erased.map((streams) => [...streams].sort())).toEqual([[account, room].sort()]);
    // Rings are dropped first, so that the deletion is the first thing in the new ones.
    expect(heard).toEqual(['erased', 'committed']);
    const events = [...(await wholeStream(node, room)), ...(await wholeStream(node, account))];
    expect(events.map(({ seq, erased: gone, payload }) => [seq, gone, 'text' in payload ? payload.text : '-'])).toEqual(
      [
        [1, true, null],
        [2, false, 'harmless'],
        [3, false, '-'],
        [4, false, '-'],
        [1, true, null],
      ],
    );
    const canaries = await node.sql.query(`select 1 from events where payload::text like '%canary%'`);
    expect(canaries).toEqual([]);
  });
});
