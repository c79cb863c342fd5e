import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { PROTOCOL } from '../../src/contract/limits.js';
import { HUB } from '../../src/platform/actor/actor.js';
import { Pressure } from '../../src/platform/observability/pressure.js';
import { Broadcaster } from '../../src/platform/realtime/broadcaster.js';
import { Commands } from '../../src/platform/realtime/commands.js';
import { openLog } from '../event-log/event-log-node.js';
import type { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { RawSocket } from './raw-socket.js';
import { ToyHub } from './toy-hub.js';

describe('a hub that has too much to do', () => {
  let hub: ToyHub;
  let alice: Live;
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  beforeEach(async () => {
    hub.toy.done.length = 0;
    const actor = hub.toy.actor('Alice');
    alice = await hub.connect(actor);
    // Her own stream is open already; after this answer nothing of hers is under way.
    await alice.open(`account:${actor.accountId}`);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    alice.close();
  });
  afterAll(() => hub.close());

  const late = (ms: number): void => {
    jest.spyOn(hub.app.get(Pressure), 'lateMs', 'get').mockReturnValue(ms);
  };
  const slowSockets = async (): Promise<number> => {
    const text = await (await fetch(`${hub.url}/metrics`)).text();
    return Number(/tertulia_slow_sockets_total (\d+)/.exec(text)?.[1]);
  };

  it('refuses what is sent by the thousand, before any work and with the time to come again; the rest goes on', async () => {
    const roomId = randomUUID();
    late(2_300);
    const refused = await alice.ask('chat:read', { roomId, seq: 1 });
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'busy',
        details: { retryInMs: 2_500, retryAfter: 3 },
        message: 'Hay demasiado movimiento ahora mismo. Prueba otra vez en 3 s.',
      },
    });
    // Not even looked at.
    expect(await alice.raw.timeout(5_000).emitWithAck('chat:read', { nonsense: true })).toMatchObject({
      error: { code: 'busy' },
    });
    expect(hub.toy.done).toEqual([]);
    await alice.open(`room:${roomId}`);
    expect(await alice.ask('rooms:set-locks', { roomId, locks: {} })).toMatchObject({ ok: true });
    hub.realtime.setSignal(`room:${roomId}`, 'presence', { count: 1 });
    await waitFor('the signal', () => alice.signal(`room:${roomId}`, 'presence') !== undefined);
    late(900);
    expect(await alice.ask('chat:read', { roomId, seq: 1 })).toMatchObject({ ok: true });
  });

  it('lets nobody wait for long behind what they sent before: they are told at once, and come again', async () => {
    let open = (): void => undefined;
    hub.toy.gate = new Promise((resolve) => (open = resolve));
    const roomId = randomUUID();
    const post = (n: number) => alice.ask('chat:post', { roomId, clientId: randomUUID(), text: `number ${n}` });
    const waiting = [post(0), post(1), post(2)];
    await waitFor('the first', () => hub.toy.done.length === 1);
    await sleep(1_100);
    const told = await post(3);
    expect(told).toMatchObject({ error: { code: 'busy', details: { retryInMs: expect.any(Number) } } });
    expect(hub.toy.done).toEqual(['begin number 0']);
    // Another room is another line.
    const elsewhere = alice.ask('chat:post', { roomId: randomUUID(), clientId: randomUUID(), text: 'elsewhere' });
    await waitFor('the other room', () => hub.toy.done.includes('begin elsewhere'));
    open();
    expect((await Promise.all([...waiting, elsewhere])).every(({ ok }) => ok)).toBe(true);
    expect(await post(3)).toMatchObject({ ok: true });
    expect(hub.toy.done.filter((what) => /number/.test(what))).toEqual([0, 1, 2, 3].map((n) => `begin number ${n}`));
    await waitFor('the count', async () =>
      /tertulia_commands_total\{name="chat:post",outcome="busy"\} 1/.test(
        await (await fetch(`${hub.url}/metrics`)).text(),
      ),
    );
  });

  it('lets those in who are in, and those who come a little later', async () => {
    late(5_000);
    await expect(hub.connect(hub.toy.actor('Bob'))).rejects.toMatchObject({
      message: 'busy',
      data: { code: 'busy', details: { retryInMs: 5_000 } },
    });
    expect(alice.raw.connected).toBe(true);
    late(0);
    (await hub.connect(hub.toy.actor('Bob'))).close();
  });

  it('looks up a bounded number of people at a time, and the others are told at once', async () => {
    jest.replaceProperty(hub.app.get(Broadcaster), 'mostArriving', 20);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    hub.toy.onVerify = () => gate;
    const { sessionId } = hub.toy.actor('Crowd');
    const sockets: RawSocket[] = [];
    const knock = async (): Promise<void> => {
      const raw = await RawSocket.dial(hub.url);
      raw.ws.send(`40${JSON.stringify({ token: sessionId, protocol: PROTOCOL })}`);
      sockets.push(raw);
    };
    await Promise.all(Array.from({ length: 30 }, knock));
    const busy = () => sockets.filter(({ received }) => received.some((text) => text.includes('"code":"busy"'))).length;
    await waitFor('the refusals', () => busy() === 10);
    open();
    hub.toy.onVerify = () => Promise.resolve();
    const inside = () => sockets.filter(({ received }) => received.some((text) => text.startsWith('40{'))).length;
    await waitFor('the others', () => inside() === 20);
    expect(busy()).toBe(10);
    for (const { ws } of sockets) ws.terminate();
  });

  it('lets a bounded number of commands of one socket wait', async () => {
    let open = (): void => undefined;
    hub.toy.gate = new Promise((resolve) => (open = resolve));
    const rooms = Array.from({ length: 8 }, () => randomUUID());
    let answered = 0;
    const asked = Array.from({ length: 320 }, (_, n) =>
      alice.ask('rooms:edit', { roomId: rooms[n % 8] ?? '', title: `number ${n}` }).then((answer) => {
        answered += 1;
        return answer;
      }),
    );
    await waitFor('the refusals', () => answered === 320 - 256);
    open();
    const answers = await Promise.all(asked);
    expect(answers.filter((answer) => !answer.ok && answer.error.code === 'too-fast').length).toBeGreaterThanOrEqual(
      64,
    );
    expect(answers.some(({ ok }) => ok)).toBe(true);
  });

  it('lets a bounded number of commands of all sockets wait', async () => {
    let open = (): void => undefined;
    hub.toy.gate = new Promise((resolve) => (open = resolve));
    jest.replaceProperty(hub.app.get(Commands), 'mostUnderWay', 5);
    const edit = () => alice.ask('rooms:edit', { roomId: randomUUID(), title: 'together' });
    const waiting = Array.from({ length: 5 }, edit);
    await waitFor('all five', () => hub.toy.done.length === 5);
    expect(await edit()).toMatchObject({ error: { code: 'busy', details: { retryInMs: 1_000 } } });
    open();
    expect((await Promise.all(waiting)).every(({ ok }) => ok)).toBe(true);
    expect(await edit()).toMatchObject({ ok: true });
  });

  it('sends away who asks and asks and does not listen', async () => {
    const before = await slowSockets();
    const deaf = await RawSocket.connect(hub.url, hub.toy.actor('Deaf').sessionId);
    deaf.ws.pause();
    let asked = 0;
    while ((await slowSockets()) === before && asked < 400_000)
      for (let n = 0; n < 4_000; n += 1) deaf.ws.send(`42${(asked += 1)}["nonsense",{}]`);
    expect(await slowSockets()).toBe(before + 1);
    expect(await alice.ask('stream:close', { stream: `room:${randomUUID()}` })).toMatchObject({ ok: true });
    deaf.ws.terminate();
  });

  it('keeps a bounded number of bytes for somebody whose rights are still being decided', async () => {
    const room = randomUUID();
    const stream = `room:${room}`;
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    hub.toy.onAuthorise = () => gate;
    const held = await hub.connect(hub.toy.actor('Held'));
    held.raw.emit('stream:open', { stream });
    await waitFor('the following', () => hub.realtime.followers(stream) === 1);
    const payload = { messageId: room, deletedAt: 'x'.repeat(50_000) };
    for (let n = 0; n < 60 && held.raw.connected; n += 1) {
      await hub.log.change(HUB, [stream], async ({ append }) =>
        append({ stream, type: 'chat.message-deleted', subject: room, payload }),
      );
      await sleep(10);
    }
    await waitFor('its end', () => !held.raw.connected);
    open();
    hub.toy.onAuthorise = () => Promise.resolve();
    await waitFor('nobody', () => hub.realtime.followers(stream) === 0);
  });

  it('finds what was stored although its transaction seemed to fail', async () => {
    const room = randomUUID();
    const stream = `room:${room}`;
    await alice.open(stream);
    // A commit that this node never heard of, as that of a server which was frozen in the middle of it.
    const elsewhere = await openLog(hub.database.url, [{ type: 'rooms.locks-changed', version: 1 }]);
    const payload = { locks: { chat: true, reactions: false, files: false, announcements: false, slowSeconds: 0 } };
    await elsewhere.log.change(HUB, [stream], async ({ append }) =>
      append({ stream, type: 'rooms.locks-changed', subject: room, payload }),
    );
    await elsewhere.close();
    await sleep(300);
    expect(alice.events).toEqual([]);
    const lost = hub.log.change(HUB, [stream], async ({ sql }) =>
      sql.query('select pg_terminate_backend(pg_backend_pid())'),
    );
    await expect(lost).rejects.toMatchObject({ code: 'try-again' });
    await waitFor('the event', () => alice.ofStream(stream).length === 1);
  });
});
