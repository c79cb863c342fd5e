import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL } from '../../src/contract/limits.js';
import { HUB } from '../../src/platform/actor/actor.js';
import { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { knock } from './knock.js';
import { RawSocket } from './raw-socket.js';
import { ToyHub } from './toy-hub.js';

describe('sockets', () => {
  let hub: ToyHub;
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  afterAll(() => hub.close());

  it('takes frames up to 64 KiB and closes on longer ones', async () => {
    const raw = await RawSocket.connect(hub.url, hub.toy.actor('Alice').sessionId);
    const envelope = '420["nonsense",""]'.length;
    raw.ws.send(`420["nonsense","${'x'.repeat(64 * 1024 - envelope)}"]`);
    await waitFor('the answer', () => raw.received.some((text) => text.startsWith('430')));
    raw.ws.send(`420["nonsense","${'x'.repeat(64 * 1024 - envelope + 1)}"]`);
    await waitFor('the end', () => raw.closed !== undefined);
    expect(raw.closed).toBe(1009);
  });

  it('survives what is not a packet', async () => {
    for (const words of [
      'nonsense',
      '4',
      '42',
      '42[',
      '42{}',
      '42["disconnect"]',
      '451-["x",{"_placeholder":true,"num":0}]',
      '9',
      '42[1]',
    ]) {
      const raw = await RawSocket.connect(hub.url, hub.toy.actor('Alice').sessionId);
      raw.ws.send(words);
      await sleep(20);
      raw.ws.terminate();
    }
    const alice = await hub.connect(hub.toy.actor('Alice'));
    expect(alice.raw.connected).toBe(true);
    alice.close();
  });

  it('sends a slow reader away, and the others notice nothing; it comes back by its seq', async () => {
    const room = randomUUID();
    const stream = `room:${room}`;
    const actor = hub.toy.actor('Slow');
    const slow = await RawSocket.connect(hub.url, actor.sessionId);
    const alice = await hub.connect(hub.toy.actor('Alice'));
    await alice.open(stream);
    slow.command('stream:open', { stream });
    await waitFor('both', () => hub.realtime.followers(stream) === 2);
    await sleep(50);
    slow.ws.pause();
    const words = 'x'.repeat(40_000);
    let written = 0;
    while (hub.realtime.followers(stream) === 2 && written < 1_000) {
      await hub.log.change(HUB, [stream], async (change) => {
        change.append({
          stream,
          type: 'chat.message-deleted',
          subject: room,
          payload: { messageId: room, deletedAt: words },
        });
      });
      hub.realtime.setSignal(stream, 'board', { written });
      written += 1;
      if (written % 4 === 0) await sleep(50);
    }
    expect(hub.realtime.followers(stream)).toBe(1);
    await waitFor('all for the quick one', () => alice.ofStream(stream).length === written);
    slow.ws.resume();
    await waitFor('the end', () => slow.closed !== undefined);
    const events = slow.events();
    expect(events.at(-1)).toEqual(['bye', { reason: 'slow', retryInMs: expect.any(Number) }]);
    const seen = events.filter(([name]) => name === 'frame').length;
    expect(seen).toBeGreaterThan(0);
    expect(events.filter(([name]) => name === 'signals').length).toBeLessThan(seen);
    const back = await hub.connect(actor);
    expect(await back.open(stream, { epoch: 1, seq: written - 2 })).toMatchObject({ resync: false });
    await waitFor('what was missed', () => back.ofStream(stream).length === 2);
    const metrics = await (await fetch(`${hub.url}/metrics`)).text();
    expect(metrics).toMatch(/tertulia_slow_sockets_total 1/);
    alice.close();
    back.close();
  });

  it('is rid of a ghost after 15 s at the latest', async () => {
    const room = randomUUID();
    const ghost = await RawSocket.connect(hub.url, hub.toy.actor('Ghost').sessionId);
    ghost.command('stream:open', { stream: `room:${room}` });
    await waitFor('the following', () => hub.toy.presence.includes(`in Ghost ${room}`));
    ghost.asleep = true;
    const began = performance.now();
    await waitFor('its end', () => hub.toy.presence.includes(`out Ghost ${room}`));
    expect(performance.now() - began).toBeLessThan(15_000);
    ghost.ws.terminate();
  });

  it('ends a socket that was still being authenticated when its session ended', async () => {
    const actor = hub.toy.actor('Late');
    let asked = false;
    hub.toy.onVerify = () => {
      asked = true;
      return sleep(200);
    };
    const coming = hub.connect(actor);
    await waitFor('the question who it is', () => asked);
    hub.realtime.disconnect({ accountId: actor.accountId, sessionId: actor.sessionId }, 'signed-out');
    const live = await coming;
    hub.toy.onVerify = () => Promise.resolve();
    await waitFor('its end', () => !live.raw.connected);
    expect(await knock(hub.url, { token: actor.sessionId, protocol: PROTOCOL })).toMatchObject({ connected: true });
  });

  it('counts sockets, followings, frames and commands', async () => {
    const room = randomUUID();
    const alice = await hub.connect(hub.toy.actor('Alice'));
    await alice.open(`room:${room}`);
    await alice.do('rooms:set-locks', { roomId: room, locks: {} });
    await waitFor('the event', () => alice.events.length === 1);
    const metrics = await (await fetch(`${hub.url}/metrics`)).text();
    expect(metrics).toMatch(/^tertulia_sockets \d+$/m);
    expect(metrics).toMatch(/^tertulia_followings [2-9]/m);
    expect(metrics).toMatch(/^tertulia_frames_total \d+$/m);
    expect(metrics).toMatch(/^tertulia_deliveries_total \d+$/m);
    expect(metrics).toMatch(/^tertulia_commands_total\{name="rooms:set-locks",outcome="ok"\} \d+$/m);
    expect(metrics).toMatch(/^tertulia_commit_events_count \d+$/m);
    expect(metrics).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(metrics).not.toContain(room);
    alice.close();
  });
});

describe('shutting down', () => {
  it('says bye, acknowledges what is under way, refuses what is new, and lets clients come back by themselves', async () => {
    const hub = await ToyHub.boot();
    const room = randomUUID();
    const live = await Live.connect(hub.url, hub.toy.actor('Alice').sessionId, { reconnection: true });
    let open = (): void => undefined;
    hub.toy.gate = new Promise((resolve) => (open = resolve));
    const under = Array.from({ length: 20 }, (_, n) =>
      live.ask('rooms:edit', { roomId: randomUUID(), title: `number ${n}` }),
    );
    const queued = live.ask('rooms:set-locks', { roomId: room, locks: { chat: true } });
    await waitFor('the commands', () => hub.toy.done.length === 20);
    const reasons: string[] = [];
    live.raw.on('disconnect', (reason) => void reasons.push(reason));
    const stopping = hub.stop();
    await waitFor('the word', () => live.byes.length === 1);
    expect(live.byes[0]).toMatchObject({ reason: 'restarting', retryInMs: expect.any(Number) });
    expect(await live.refused('rooms:set-locks', { roomId: room, locks: {} })).toBe('shutting-down');
    await sleep(100);
    expect(live.raw.connected).toBe(true);
    open();
    expect((await Promise.all(under)).every(({ ok }) => ok)).toBe(true);
    expect((await queued).ok).toBe(true);
    await stopping;
    await waitFor('the end', () => reasons.length === 1);
    expect(reasons).toEqual(['transport close']);
    expect(live.raw.active).toBe(true);
    live.close();
    await hub.close();
  });
});
