import { connect, createServer, type Server, type Socket } from 'node:net';
import type { HotCommand } from '../../src/platform/event-log/event-log.types.js';
import { waitFor } from '../support/wait-for.js';
import { FreshNode, newId, newRoom, openLog, person, said, say, wholeStream } from './event-log-node.js';

const codes = async (results: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(results)).map((result) =>
    result.status === 'rejected' && 'code' in result.reason ? String(result.reason.code) : result.status,
  );

/** The way to the database, which can be cut or frozen. */
class Road {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #knocks = 0;

  private constructor(private readonly target: URL) {
    this.#server = createServer((near) => {
      this.#knocks += 1;
      const host = target.searchParams.get('host');
      const far =
        host === null
          ? connect(Number(target.port), target.hostname)
          : connect(`${host}/.s.PGSQL.${target.port || 5432}`);
      for (const socket of [near, far]) this.#sockets.add(socket.on('error', () => near.destroy()));
      near.pipe(far).pipe(near);
    });
  }

  static async to(url: string): Promise<Road> {
    const road = new Road(new URL(url));
    await new Promise<void>((resolve) => road.#server.listen(0, '127.0.0.1', resolve));
    return road;
  }

  get url(): string {
    const url = new URL(this.target);
    url.searchParams.delete('host');
    const address = this.#server.address();
    url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    return url.href;
  }

  freeze(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  /** Connections that were ever begun. */
  get knocks(): number {
    return this.#knocks;
  }

  cut(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

describe('when the database cannot', () => {
  const alice = person('Alice');
  const fresh = new FreshNode();

  it('is away: both doors say try-again in less than a second', async () => {
    const road = await Road.to(fresh.database.url);
    const far = await openLog(road.url);
    const room = newRoom();
    await far.log.append(say, alice, room, { text: 'still there' }, newId());
    const attempts = (): Promise<unknown>[] => [
      ...Array.from({ length: 20 }, (_, n) => far.log.append(say, alice, newRoom(), { text: `n${n}` }, newId())),
      far.log.change(alice, [room], async ({ append }) => append(said(room, 'cold'))),
    ];
    const started = performance.now();
    // Cut under those that are on their way, and then away for the next ones.
    const onTheirWay = codes(attempts());
    setImmediate(() => road.cut());
    expect(new Set(await onTheirWay)).toEqual(new Set(['try-again']));
    expect(new Set(await codes(attempts()))).toEqual(new Set(['try-again']));
    expect(performance.now() - started).toBeLessThan(1_000);
    await far.close();
  });

  it('hangs without a word: whoever waits is told to try again, and it goes on through new connections by itself', async () => {
    const road = await Road.to(fresh.database.url);
    const far = await openLog(road.url);
    const room = newRoom();
    const key = newId();
    await far.log.append(say, alice, room, { text: 'still there' }, newId());
    const doubtful: string[] = [];
    far.log.onDoubt((streams) => doubtful.push(...streams));
    road.freeze();
    expect(await codes([far.log.append(say, alice, room, { text: 'once' }, key)])).toEqual(['try-again']);
    // What was cut may have been stored or not; whoever follows has to be told to look.
    expect(doubtful).toContain(room);
    const stored = await waitFor('its return', () =>
      far.log.append(say, alice, room, { text: 'once' }, key).catch(() => undefined),
    );
    expect(stored).toEqual({ seq: 2 });
    expect(await wholeStream(fresh.node, room)).toHaveLength(2);
    road.cut();
    await far.close();
  });

  it('is away: everything is refused at once and by nobody but us, until it is back', async () => {
    const road = await Road.to(fresh.database.url);
    const far = await openLog(road.url);
    road.cut();
    await waitFor('the watch', () => far.watch.trouble !== undefined);
    expect(far.watch.trouble).toBe('it refuses connections');
    const knocks = road.knocks;
    expect(
      new Set(
        await codes(Array.from({ length: 3_000 }, () => far.log.append(say, alice, newRoom(), { text: 'x' }, null))),
      ),
    ).toEqual(new Set(['try-again']));
    expect(new Set(await codes(Array.from({ length: 100 }, () => far.log.read(newRoom(), 0, 1))))).toEqual(
      new Set(['try-again']),
    );
    expect(road.knocks).toBe(knocks);
    await far.close();
  });

  it('has no connection to give: try-again in about a second, and it goes on afterwards', async () => {
    const room = newRoom();
    const runners = Array.from({ length: 12 }, () => fresh.node.source.createQueryRunner());
    for (const runner of runners) await runner.connect();
    const started = performance.now();
    expect(await codes([fresh.node.log.append(say, alice, room, { text: 'waits' }, newId())])).toEqual(['try-again']);
    expect(performance.now() - started).toBeLessThan(1_200);
    for (const runner of runners) await runner.release();
    expect(await fresh.node.log.append(say, alice, room, { text: 'goes' }, newId())).toEqual({ seq: 1 });
  });

  it('loses the connection in the middle of a batch: nothing is half done, and the retry stores it once', async () => {
    const room = newRoom();
    let kill = true;
    fresh.node.log.project({
      types: ['chat.message-edited'],
      async apply(sql) {
        if (kill) await sql.query(`select pg_terminate_backend(pg_backend_pid())`);
      },
    });
    const key = newId();
    expect(await codes([fresh.node.log.append(say, alice, room, { text: 'once' }, key)])).toEqual(['try-again']);
    expect(await wholeStream(fresh.node, room)).toEqual([]);
    kill = false;
    expect(await fresh.node.log.append(say, alice, room, { text: 'once' }, key)).toEqual({ seq: 1 });
    expect(await wholeStream(fresh.node, room)).toHaveLength(1);
  });

  it('holds one stream for long: only that stream waits, and nothing is lost', async () => {
    const rooms = Array.from({ length: 12 }, newRoom);
    const [held = '', ...free] = rooms;
    const order: string[] = [];
    let post: Promise<unknown>[] = [];
    await fresh.node.log.change(alice, [held], async ({ append }) => {
      post = [...rooms, ...rooms].map((room) =>
        fresh.node.log.append(say, alice, room, { text: 'hello' }, newId()).then(() => order.push(room)),
      );
      await new Promise((resolve) => setTimeout(resolve, 1_600));
      expect([...order].sort()).toEqual([...free, ...free].sort());
      append(said(held, 'done'));
    });
    await Promise.all(post);
    for (const room of free) expect(await wholeStream(fresh.node, room)).toHaveLength(2);
    expect(await wholeStream(fresh.node, held)).toHaveLength(3);
  });

  it('has no disk: both doors say so, reading goes on', async () => {
    const full = await openLog(fresh.database.url, [], true);
    const room = newRoom();
    expect(
      await codes([
        full.log.append(say, alice, room, { text: 'x' }, null),
        full.log.change(alice, [room], async () => 1),
      ]),
    ).toEqual(['disk-full', 'disk-full']);
    expect((await full.log.read(room, 0, 10)).head).toEqual({ epoch: 1, seq: 0, lastMessageSeq: 0 });
    await full.close();
  });

  it('meets a bug in a decider or a projection: internal for that command alone', async () => {
    const room = newRoom();
    const buggy: HotCommand<object, number> = {
      name: 'test:buggy',
      needs: [],
      decide({ stream }, draft) {
        draft.append(said(stream, 'half'));
        return draft.append(said(newRoom(), 'not locked')).seq;
      },
    };
    fresh.node.log.project({
      types: ['chat.message-edited'],
      async apply(sql, events) {
        for (const { payload } of events)
          if ('text' in payload && payload.text === 'break') await sql.query('select 1 / 0');
      },
    });
    const texts = ['one', 'break', 'two'];
    const answers = await codes([
      fresh.node.log.append(buggy, alice, room, {}, newId()),
      ...texts.map((text) => fresh.node.log.append(say, alice, room, { text }, newId())),
    ]);
    expect(answers).toEqual(['internal', 'fulfilled', 'invalid-input', 'fulfilled']);
    expect(await wholeStream(fresh.node, room)).toHaveLength(2);
  });

  it('is told to close: what waits is finished, what comes later is refused', async () => {
    const room = newRoom();
    const waiting = Array.from({ length: 50 }, (_, n) =>
      fresh.node.log.append(say, alice, room, { text: `n${n}` }, newId()),
    );
    const closing = fresh.node.log.close();
    expect(await codes([fresh.node.log.append(say, alice, room, { text: 'late' }, null)])).toEqual(['shutting-down']);
    await closing;
    expect(new Set(await codes(waiting))).toEqual(new Set(['fulfilled']));
    await fresh.node.log.close();
  });
});
