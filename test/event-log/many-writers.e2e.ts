import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { type LogNode, newId, newRoom, openLog, person, said, say, textOf, wholeStream } from './event-log-node.js';

describe('many writers', () => {
  let database: TestDatabase;
  let one: LogNode;
  let two: LogNode;
  const alice = person('Alice');

  beforeAll(async () => {
    database = await createTestDatabase();
    [one, two] = await Promise.all([openLog(database.url), openLog(database.url)]);
  });
  afterAll(async () => {
    await one.close();
    await two.close();
    await database.drop();
  });

  // Each action: which node, which door, its stream and the other streams it touches, by number.
  const action = fc.record({
    node: fc.nat(1),
    hot: fc.boolean(),
    stream: fc.nat(7),
    also: fc.uniqueArray(fc.nat(7), { maxLength: 4 }),
  });

  it('from two nodes, through both doors, over shared streams: no deadlock, no hole, nothing lost or doubled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 40, maxLength: 120 }), async (actions) => {
        const streams = Array.from({ length: 8 }, newRoom);
        const expected = new Map<string, string[]>(streams.map((stream) => [stream, []]));
        await Promise.all(
          actions.map(async ({ node, hot, stream: own, also: others }, n) => {
            const stream = streams[own] ?? '';
            const also = others.filter((other) => other !== own).map((other) => streams[other] ?? '');
            for (const each of [stream, ...also]) expected.get(each)?.push(`n${n}`);
            const { log } = node ? one : two;
            if (hot) return log.append(say, alice, stream, { text: `n${n}`, also }, newId());
            return log.change(alice, [stream, ...also], async ({ append }) => {
              for (const each of [...also, stream]) append(said(each, `n${n}`));
              return undefined;
            });
          }),
        );
        for (const stream of streams) {
          const found = (await wholeStream(one, stream)).map(textOf);
          expect(found.sort()).toEqual(expected.get(stream)?.sort());
        }
      }),
      { numRuns: 15, seed: 20261122, endOnFailure: true },
    );
    const [deadlocks] = await one.sql.query<{ n: number }>(
      `select deadlocks as n from pg_stat_database where datname = current_database()`,
    );
    expect(deadlocks?.n).toBe(0);
  });
});
