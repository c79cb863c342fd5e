import { DomainError } from '../../src/platform/errors/domain-error.js';
import type { Change, HotCommand } from '../../src/platform/event-log/event-log.types.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { type LogNode, newId, newRoom, openLog, person, said, say, wholeStream } from './event-log-node.js';

const refused = (code: string): unknown => expect.objectContaining({ code });

describe('idempotency keys', () => {
  let database: TestDatabase;
  let one: LogNode;
  let two: LogNode;
  const alice = person('Alice');
  const bob = person('Bob');

  beforeAll(async () => {
    database = await createTestDatabase();
    [one, two] = await Promise.all([openLog(database.url), openLog(database.url)]);
  });
  afterAll(async () => {
    await one.close();
    await two.close();
    await database.drop();
  });

  it('give the first result to every repetition, through either node, in one batch or at once', async () => {
    const room = newRoom();
    const keys = Array.from({ length: 10 }, newId);
    const results = await Promise.all(
      keys.flatMap((key, n) =>
        [one, two, one, two, one].map(async ({ log }) => ({
          n,
          ...(await log.append(say, alice, room, { text: `n${n}` }, key)),
        })),
      ),
    );
    expect(await wholeStream(one, room)).toHaveLength(10);
    for (const { n, seq } of results) expect(seq).toBe(results.find((result) => result.n === n)?.seq);
    // The order of fields says nothing.
    const again = await two.log.append(say, alice, room, { also: undefined, text: 'n0' }, keys[0] ?? '');
    expect(again.seq).toBe(results[0]?.seq);
  });

  it('hold where duplicates reach different streams at the same moment', async () => {
    const keys = Array.from({ length: 20 }, newId);
    const pairs = await Promise.all(
      keys.map(async (key, n) => {
        const rooms = [newRoom(), newRoom()] as const;
        const results = await Promise.all([
          one.log.append(say, alice, rooms[0], { text: `twice ${n}` }, key),
          two.log.append(say, alice, rooms[1], { text: `twice ${n}` }, key),
        ]);
        return { rooms, results };
      }),
    );
    for (const { rooms, results } of pairs) {
      expect(results).toEqual([{ seq: 1 }, { seq: 1 }]);
      const heads = await one.log.heads(rooms);
      expect([...heads.values()].map(({ seq }) => seq).sort()).toEqual([0, 1]);
    }
  });

  it('are refused with other input or another command, and belong to their account', async () => {
    const room = newRoom();
    const key = newId();
    const { seq } = await one.log.append(say, alice, room, { text: 'mine' }, key);
    await expect(two.log.append(say, alice, room, { text: 'other' }, key)).rejects.toEqual(refused('key-reused'));
    await expect(two.log.append({ ...say, name: 'test:other' }, alice, room, { text: 'mine' }, key)).rejects.toEqual(
      refused('key-reused'),
    );
    const inOneBatch = await Promise.allSettled(
      ['first', 'second'].map((text) => one.log.append(say, bob, room, { text }, key)),
    );
    expect(inOneBatch).toEqual([
      { status: 'fulfilled', value: { seq: seq + 1 } },
      { status: 'rejected', reason: refused('key-reused') },
    ]);
  });

  it('keep final refusals, and only those', async () => {
    const room = newRoom();
    let code: 'chat/locked' | 'too-fast' | undefined = 'too-fast';
    const moody: HotCommand<object, number> = {
      name: 'test:moody',
      needs: [],
      decide: ({ stream }, draft) => {
        if (code) throw new DomainError(code, { retryAfter: 3 });
        return draft.append(said(stream, 'at last')).seq;
      },
    };
    const [first, second] = [newId(), newId()];
    await expect(one.log.append(moody, alice, room, {}, first)).rejects.toEqual(refused('too-fast'));
    code = 'chat/locked';
    await expect(one.log.append(moody, alice, room, {}, second)).rejects.toEqual(refused('chat/locked'));
    code = undefined;
    expect(await two.log.append(moody, alice, room, {}, first)).toBe(1);
    const kept = await two.log.append(moody, alice, room, {}, second).catch((error: unknown) => error);
    expect(kept).toMatchObject({ code: 'chat/locked', details: { retryAfter: 3 } });
  });

  it('hold at the cold door too, where duplicates lock different streams', async () => {
    const [done, told] = [newId(), newId()];
    let runs = 0;
    const create = async ({ log }: LogNode): Promise<string> => {
      const room = newRoom();
      const work = async ({ append }: Change): Promise<string> => {
        runs += 1;
        append(said(room, 'created'));
        return room;
      };
      return log.change(alice, [room], work, { key: done, command: 'test:create', input: { title: 'Room' } });
    };
    const rooms = await Promise.all([one, two, one, two].map(create));
    expect(new Set(rooms).size).toBe(1);
    expect(await create(one)).toBe(rooms[0]);
    expect(runs).toBeGreaterThan(0);
    const facts = await one.sql.query(`select 1 from events where payload ->> 'text' = 'created'`);
    expect(facts).toHaveLength(1);

    const refuse = async (code: 'rooms/full' | 'key-reused', input: object): Promise<unknown> =>
      one.log
        .change(alice, [], () => Promise.reject(new DomainError(code)), { key: told, command: 'test:enter', input })
        .catch((error: unknown) => error);
    expect(await refuse('rooms/full', { a: 1 })).toEqual(refused('rooms/full'));
    const later = two.log.change(alice, [], async () => 'in', { key: told, command: 'test:enter', input: { a: 1 } });
    await expect(later).rejects.toEqual(refused('rooms/full'));
    const other = two.log.change(alice, [], async () => 'in', { key: told, command: 'test:enter', input: { a: 2 } });
    await expect(other).rejects.toEqual(refused('key-reused'));
  });
});
