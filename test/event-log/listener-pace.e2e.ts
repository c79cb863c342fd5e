import { Clock, type Timer } from '../../src/platform/clock/clock.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import type { Projector } from '../../src/platform/event-log/event-log.types.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';
import { diary, texts } from './diary.js';
import { type LogNode, newId, newRoom, openLog, person, say, testEvents } from './event-log-node.js';

/** What takes so long bounds how long a connection may be silent, and is left alone. */
const PATIENCE_MS = 1_000;

/** A clock that can be stopped: timers set meanwhile are due when somebody says so. */
class HeldClock extends Clock {
  at: number | undefined;
  readonly held: (() => void)[] = [];

  override monotonic(): number {
    return this.at ?? super.monotonic();
  }

  override setTimer(work: () => void, ms: number): Timer {
    if (this.at === undefined || ms >= PATIENCE_MS) return super.setTimer(work, ms);
    this.held.push(work);
    return { cancel: () => undefined };
  }
}

let database: TestDatabase;
let node: LogNode;

async function open(clock: Clock): Promise<void> {
  database = await createTestDatabase();
  node = await openLog(database.url, testEvents, false, clock);
  await node.sql.query(`create table diary (
    listener text, position bigint, stream text, text text, written bigint generated always as identity)`);
}

afterEach(async () => {
  await node.close();
  await database.drop();
});

it('listeners take what comes together in one round, and leave out nothing', async () => {
  const clock = new HeldClock();
  await open(clock);
  const [alice, room, calm] = [person('Alice'), newRoom(), diary('in company')];
  let rounds = 0;
  const apply: Projector['apply'] = (change, events) => {
    rounds += 1;
    return calm.apply(change, events);
  };
  node.log.listen({ ...calm, apply });
  await node.log.onApplicationBootstrap();
  const tell = (text: string) => node.log.append(say, alice, room, { text }, newId());
  await tell('zero');
  await node.log.settled();

  // Time stands still: the round of a moment ago is always a moment ago.
  clock.at = clock.monotonic();
  rounds = 0;
  const words = ['one', 'two', 'three', 'four', 'five'];
  for (const text of words) await tell(text);
  clock.at = undefined;
  for (const work of clock.held.splice(0)) work();
  await waitFor('five', async () => (await texts(node, 'in company', room)).includes('five'));
  expect(await texts(node, 'in company', room)).toEqual(['zero', ...words]);
  expect(rounds).toBeLessThanOrEqual(2);
});

it('listeners take a batch apart that is too much for one transaction, and park nothing for it', async () => {
  await open(new Clock());
  const [alice, room, calm] = [person('Alice'), newRoom(), diary('one by one')];
  const words = ['one', 'two', 'three'];
  for (const text of words) await node.log.append(say, alice, room, { text }, newId());
  const apply: Projector['apply'] = (change, events) => {
    // What a transaction meets that lasted longer than it may.
    if (events.length > 1) throw new DomainError('try-again');
    return calm.apply(change, events);
  };
  node.log.listen({ ...calm, apply });
  await node.log.onApplicationBootstrap();
  await waitFor('all of it', async () => (await texts(node, 'one by one', room)).length === words.length);
  expect(await texts(node, 'one by one', room)).toEqual(words);
  expect(await node.log.parked()).toEqual([]);
});
