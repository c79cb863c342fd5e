import type { ErrorCode } from '../../src/contract/errors.contract.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import type { HotCommand, StoredEvent } from '../../src/platform/event-log/event-log.types.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { type LogNode, newId, newRoom, openLog, person, said, say, textOf, wholeStream } from './event-log-node.js';

describe('the hot door', () => {
  let database: TestDatabase;
  let node: LogNode;
  const alice = person('Alice');

  beforeAll(async () => {
    database = await createTestDatabase();
    node = await openLog(database.url);
  });
  afterAll(async () => {
    await node.close();
    await database.drop();
  });

  const refuses: ErrorCode[] = [
    'not-allowed',
    'not-found',
    'too-fast',
    'too-large',
    'rooms/archived',
    'rooms/full',
    'rooms/banned',
    'chat/locked',
    'chat/message-gone',
    'chat/not-yours',
  ];

  it('stores 40 of 50 commands of one batch when 10 fail for 10 reasons, without a hole, each error named', async () => {
    const room = newRoom();
    const batches: number[] = [];
    const stop = node.log.onCommitted((events) => batches.push(events.length));
    // Refuses only after it has drafted something, so that the draft has to be taken back.
    const command: HotCommand<{ n: number }, number> = {
      name: 'test:nth',
      needs: [],
      decide({ stream, input }, draft) {
        const { seq } = draft.append(said(stream, `n${input.n}`));
        const code = input.n % 5 === 4 ? refuses[(input.n - 4) / 5] : undefined;
        if (code !== undefined) throw new DomainError(code);
        return seq;
      },
    };
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => node.log.append(command, alice, room, { n }, newId())),
    );
    stop();
    const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as DomainError] : []));
    expect(errors.map(({ code }) => code)).toEqual(refuses);
    const seqs = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(batches).toEqual([40]);
    expect(await wholeStream(node, room)).toHaveLength(40);
  });

  it('decides on what was accepted earlier in the same batch', async () => {
    const room = newRoom();
    const texts = ['one', 'lock', 'two', 'three'];
    const results = await Promise.allSettled(texts.map((text) => node.log.append(say, alice, room, { text }, null)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect((await wholeStream(node, room)).map(textOf)).toEqual(['one', 'rooms.room-archived']);
  });

  it('leaves alone the command whose statement fails, and stores the others', async () => {
    const rooms = [newRoom(), newRoom()];
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        // PostgreSQL's jsonb refuses NUL.
        node.log.append(say, alice, rooms[n % 2] ?? '', { text: n === 7 ? 'bad \u0000' : `good ${n}` }, newId()),
      ),
    );
    const failed = results.flatMap((result, n) => (result.status === 'rejected' ? [{ n, error: result.reason }] : []));
    expect(failed).toEqual([{ n: 7, error: expect.objectContaining({ code: 'invalid-input' }) }]);
    const stored = [...(await wholeStream(node, rooms[0] ?? '')), ...(await wholeStream(node, rooms[1] ?? ''))];
    expect(stored).toHaveLength(19);
  });

  it('acknowledges and publishes only after the commit', async () => {
    const room = newRoom();
    const seen: StoredEvent[] = [];
    const heads: Promise<number>[] = [];
    const stop = node.log.onCommitted((events) => {
      seen.push(...events);
      heads.push(node.log.read(room, 0, 10).then(({ events: read }) => read.length));
    });
    const { seq } = await node.log.append(say, alice, room, { text: 'hello' }, newId());
    const read = await node.log.read(room, 0, 10);
    stop();
    expect(read.events).toEqual(seen);
    expect(read.head).toEqual({ epoch: 1, seq, lastMessageSeq: seq });
    expect(await Promise.all(heads)).toEqual([1]);
    expect(seen[0]).toMatchObject({ stream: room, seq: 1, actor: alice.accountId, erased: false, isMessage: true });
  });
});
