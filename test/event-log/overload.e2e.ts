import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../src/platform/actor/actor.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { FreshNode, newId, newRoom, person, said, say, textOf, wholeStream } from './event-log-node.js';

interface Said {
  readonly text: string;
  readonly key: string;
}
type Outcome = { seq: number } | DomainError;

describe('more than can be done', () => {
  const alice = person('Alice');
  const fresh = new FreshNode();

  const outcome = (sending: Promise<{ seq: number }>): Promise<Outcome> =>
    sending.catch((error: unknown) => {
      if (error instanceof DomainError) return error;
      throw error;
    });
  const send = (room: string, { text, key }: Said, actor: Actor = alice): Promise<Outcome> =>
    outcome(fresh.node.log.append(say, actor, room, { text }, key));
  const words = (count: number): Said[] => Array.from({ length: count }, (_, n) => ({ text: `n${n}`, key: newId() }));
  const isRefused = (one: Outcome): one is DomainError => one instanceof DomainError;

  /** Holds the row of a stream as a change that does not come to an end would; returns how to let go. */
  async function hold(room: string): Promise<() => Promise<void>> {
    await fresh.node.log.change(alice, [room], async () => undefined);
    const runner = fresh.node.source.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`select from streams where id = $1 for update`, [room]);
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }

  it('in one room: a bounded number waits, the others are told when to come again, and afterwards each is stored once, in order', async () => {
    const room = newRoom();
    const release = await hold(room);
    const all = words(2_600);
    const first = all.map((one) => send(room, one));
    // Those who are refused know it while nothing at all can be stored.
    const told = (await Promise.all(first.slice(2_100))).filter(isRefused);
    expect(told).toHaveLength(500);
    expect(new Set(told.map(({ code }) => code))).toEqual(new Set(['busy']));
    expect(told[0]?.details).toEqual({ retryInMs: 1_000, retryAfter: 1 });
    await release();
    const outcomes = await Promise.all(first);
    const refusals = outcomes.filter(isRefused).length;
    expect(refusals).toBeGreaterThanOrEqual(500);
    expect(refusals).toBeLessThanOrEqual(600);
    expect((await wholeStream(fresh.node, room)).map(textOf)).toEqual(
      all.flatMap(({ text }, index) => (isRefused(outcomes[index] ?? { seq: 0 }) ? [] : [text])),
    );
    // All of them come once more, as browsers do with what had no answer: nothing is stored twice.
    for (let from = 0; from < all.length; from += 500)
      expect((await Promise.all(all.slice(from, from + 500).map((one) => send(room, one)))).some(isRefused)).toBe(
        false,
      );
    const stored = (await wholeStream(fresh.node, room)).map(textOf);
    expect(stored).toHaveLength(all.length);
    expect(new Set(stored).size).toBe(all.length);
  });

  it('for long: it is the time that counts, so the few who come late are refused too, and other lanes notice nothing', async () => {
    const room = newRoom();
    const release = await hold(room);
    const waiting = send(room, { text: 'patient', key: newId() });
    await sleep(1_200);
    const late = await send(room, { text: 'late', key: newId() });
    expect(late).toMatchObject({ code: 'busy', details: { retryInMs: expect.any(Number) } });
    const others = await Promise.all(words(40).map((one) => send(newRoom(), one)));
    // Four lanes: the rooms of three of them, give or take.
    expect(others.filter((one) => !isRefused(one)).length).toBeGreaterThan(15);
    await release();
    expect(await waiting).toEqual({ seq: 1 });
    expect(await send(room, { text: 'late', key: newId() })).toEqual({ seq: 2 });
    expect((await wholeStream(fresh.node, room)).map(textOf)).toEqual(['patient', 'late']);
  });

  it('for authors who send one after the other and again when told: the order of each is kept, and each word is stored once', async () => {
    const rooms = [newRoom(), newRoom()];
    const authors = Array.from({ length: 30 }, (_, n) => person(`Author ${n}`));
    let refusals = 0;
    // They come one after the other, some of them when one commit has been under way for a second.
    const writing = authors.flatMap((author, n) =>
      rooms.map(async (room) => {
        await sleep(n * 50);
        for (const one of words(20))
          for (let answer = await send(room, one, author); isRefused(answer); answer = await send(room, one, author)) {
            expect(['busy', 'try-again']).toContain(answer.code);
            refusals += 1;
            await sleep(20);
          }
      }),
    );
    for (const room of rooms) {
      const release = await hold(room);
      await sleep(1_400);
      await release();
    }
    await Promise.all(writing);
    expect(refusals).toBeGreaterThan(0);
    for (const room of rooms) {
      const events = await wholeStream(fresh.node, room);
      expect(events).toHaveLength(30 * 20);
      for (const { accountId } of authors)
        expect(events.filter(({ actor }) => actor === accountId).map(textOf)).toEqual(
          words(20).map(({ text }) => text),
        );
    }
  });

  it('keeps the cold door open, which has no queue of its own', async () => {
    const room = newRoom();
    const release = await hold(newRoom());
    expect(await fresh.node.log.change(alice, [room], async ({ append }) => append(said(room, 'cold')))).toEqual({
      seq: 1,
    });
    await release();
  });
});
