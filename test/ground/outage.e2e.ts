import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesOf } from '../../src/platform/database/postmaster.js';
import { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { buildServer, cleanUp, databasePid, newFolder, startHub, type HubProcess } from './hub-process.js';
import { somebodyAt, type Somebody, textsOf } from './somebody.js';

interface Send {
  readonly clientId: string;
  readonly text: string;
}

/** One hub on its own embedded database, which the test may hurt. */
describe('while PostgreSQL is gone', () => {
  let dataDir = '';
  let hub: HubProcess;
  let url = '';
  let alice: Somebody;
  /** Another device of hers, that only listens. */
  let tablet: Live;
  let stream = '';

  const server = (): number[] => processesOf(realpathSync(join(dataDir, 'database')));
  const signal = (what: NodeJS.Signals, pids = server()): void => {
    for (const pid of pids) process.kill(pid, what);
  };
  const sends = (count: number, word: string): Send[] =>
    Array.from({ length: count }, (_, n) => ({ clientId: randomUUID(), text: `${word} ${n}` }));
  const post = (send: Send) => alice.live.ask('chat:post', { roomId: alice.roomId, ...send });
  const codes = async (all: readonly Send[]): Promise<string[]> =>
    (await Promise.all(all.map(post))).map((answer) => (answer.ok ? 'ok' : answer.error.code));
  const heard = (live: Live): string[] =>
    live
      .ofStream(stream)
      .flatMap((event) => (event.type === 'chat.message-posted' ? [event] : []))
      .map(({ payload }) => JSON.stringify(payload));
  const ready = async () => {
    const response = await fetch(`${url}/health/ready`);
    return { status: response.status, body: (await response.json()) as { problems?: string[] } };
  };
  /** Sends with its old key until it is taken. */
  const retry = (send: Send) =>
    waitFor(`room for ${send.text}`, async () => {
      const answer = await post(send);
      return answer.ok ? answer.data : sleep(150, undefined);
    });
  const lines = (): string[] => `${hub.output()}${hub.errors()}`.split('\n');

  beforeAll(async () => {
    buildServer();
    dataDir = join(newFolder(), 'data');
    hub = startHub({ DATA_DIR: dataDir, LOG_FORMAT: 'json' });
    url = await hub.ready;
    alice = await somebodyAt(url);
    tablet = await Live.connect(url, alice.http.token ?? '');
    stream = `room:${alice.roomId}`;
    await alice.live.open(stream);
    await tablet.open(stream);
    await alice.live.post(alice.roomId, 'antes');
    alice.live.raw.emit('signal:set', { stream, name: 'typing', value: { typing: true } });
    await waitFor('her typing', () =>
      [...(tablet.signals.get(stream)?.keys() ?? [])].some((key) => /typing/.test(key)),
    );
  });
  afterEach(() => signal('SIGCONT'));
  afterAll(async () => {
    alice.live.close();
    tablet.close();
    hub.kill('SIGTERM');
    await hub.exited;
    await cleanUp();
  });

  it('and only hangs: sends are refused while it does, typing and sockets go on, each send is stored once afterwards', async () => {
    const refused = sends(20, 'en la pausa');
    const before = lines().length;
    signal('SIGSTOP');
    // All of this is answered by a hub whose database cannot answer anything.
    expect(new Set(await codes(refused))).toEqual(new Set(['try-again']));
    const [again] = await Promise.all(refused.slice(0, 1).map(post));
    expect(again).toMatchObject({ error: { details: { retryInMs: expect.any(Number) } } });
    const rooms = await alice.http.get<{ code: string; message: string }>('/api/rooms');
    expect(rooms).toMatchObject({ status: 503, body: { code: 'try-again', message: expect.stringMatching(/\w+/) } });
    expect(rooms.headers.get('retry-after')).toBe('1');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(await ready()).toMatchObject({ status: 503, body: { database: false } });
    expect((await ready()).body.problems?.join()).toMatch(/database is gone/);
    await waitFor(
      'the end of her typing',
      () => ![...(tablet.signals.get(stream)?.keys() ?? [])].some((key) => /typing/.test(key)),
    );
    alice.live.raw.emit('signal:set', { stream, name: 'typing', value: { typing: true } });
    await waitFor('her typing', () =>
      [...(tablet.signals.get(stream)?.keys() ?? [])].some((key) => /typing/.test(key)),
    );
    for (let n = 0; n < 4; n += 1) await codes(refused.slice(0, 4));
    expect([alice.live.raw.connected, tablet.raw.connected]).toEqual([true, true]);
    signal('SIGCONT');

    for (const send of refused) await retry(send);
    await waitFor('all of it', () => heard(tablet).length === refused.length + 1);
    expect(await textsOf(alice.http, alice.roomId)).toEqual(['antes', ...refused.map(({ text }) => text)]);
    expect((await ready()).status).toBe(200);
    // Two lines about the database, and one or two of each kind of trouble.
    expect(lines().length - before).toBeLessThan(25);
  }, 60_000);

  it('and takes what was on its way into the pause: what was acknowledged is there, and everybody hears of what is stored', async () => {
    const already = heard(tablet).length;
    const all = sends(25, 'a la vez');
    const answers = codes(all);
    await sleep(5);
    signal('SIGSTOP');
    const outcomes = await answers;
    signal('SIGCONT');
    await waitFor('the database', async () => (await ready()).status === 200);
    const stored = async () => (await textsOf(alice.http, alice.roomId)).filter((text) => text.startsWith('a la vez'));
    // Nothing is sent any more: what was committed although its connection was cut has to be found by the hub itself.
    await waitFor('what is stored', async () => heard(tablet).length - already === (await stored()).length);
    const kept = await stored();
    for (const [index, outcome] of outcomes.entries()) {
      expect(['ok', 'try-again']).toContain(outcome);
      if (outcome === 'ok') expect(kept).toContain(all[index]?.text);
    }
    for (const send of all) await retry(send);
    const whole = await stored();
    expect(new Set(whole).size).toBe(25);
    expect(whole).toHaveLength(25);
    await waitFor('all of it', () => heard(tablet).length - already === 25);
    expect(new Set(heard(tablet)).size).toBe(heard(tablet).length);
  }, 60_000);

  it('and was killed: the supervisor starts it again, and everything goes on by itself', async () => {
    const already = heard(tablet).length;
    const killed = databasePid(dataDir);
    const before = lines().length;
    signal('SIGKILL');
    const refused = sends(10, 'sin base');
    for (const send of refused) await retry(send);
    expect(databasePid(dataDir)).not.toBe(killed);
    await waitFor('all of it', () => heard(tablet).length - already === refused.length);
    const texts = await textsOf(alice.http, alice.roomId);
    expect(texts.slice(-10)).toEqual(refused.map(({ text }) => text));
    await waitFor('readiness', async () => (await ready()).status === 200);
    expect([alice.live.raw.connected, tablet.raw.connected]).toEqual([true, true]);
    expect(lines().length - before).toBeLessThan(30);
    expect(hub.output()).toMatch(/The database runs again/);
  }, 60_000);

  it('for those who come: only its first process hangs, and who is in goes on', async () => {
    const postmaster = databasePid(dataDir);
    if (postmaster === undefined) throw new Error('The database does not run.');
    signal('SIGSTOP', [postmaster]);
    await retry({ clientId: randomUUID(), text: 'con las de siempre' });
    signal('SIGCONT', [postmaster]);
    expect((await textsOf(alice.http, alice.roomId)).at(-1)).toBe('con las de siempre');
  }, 60_000);
});
