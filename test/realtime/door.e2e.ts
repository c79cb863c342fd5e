import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Clock } from '../../src/platform/clock/clock.js';
import { Pressure } from '../../src/platform/observability/pressure.js';
import { Commands } from '../../src/platform/realtime/commands.js';
import { waitFor } from '../support/wait-for.js';
import { RawSocket } from './raw-socket.js';
import { ToyHub } from './toy-hub.js';

describe('the door of a hub that has too much to do', () => {
  let hub: ToyHub;
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  beforeEach(() => void hub.toy.done.splice(0));
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => hub.close());

  const late = (ms: number): void => {
    jest.spyOn(hub.app.get(Pressure), 'lateMs', 'get').mockReturnValue(ms);
  };

  it('refuses at the door what came in one go and would wait too long, and lets in the others in their order', async () => {
    let open = (): void => undefined;
    hub.toy.gate = new Promise((resolve) => (open = resolve));
    const received = jest.spyOn(hub.app.get(Commands), 'receive');
    const raw = await RawSocket.connect(hub.url, hub.toy.actor('Haste').sessionId);
    const roomId = randomUUID();
    let sent = 0;
    const post = (): void => {
      sent += 1;
      const input = { roomId, clientId: randomUUID(), text: `number ${sent}` };
      raw.ws.send(`42${sent}${JSON.stringify(['chat:post', input])}`);
    };
    const answers = () => raw.received.filter((text) => text.startsWith('43'));
    post();
    await waitFor('the first', () => hub.toy.done.length === 1);
    await sleep(300);
    for (let n = 0; n < 20; n += 1) post();
    await waitFor('the refusals', () => answers().length >= 15);
    open();
    await waitFor('all answers', () => answers().length === 21);
    const ofKind = (mark: string) => answers().filter((text) => text.includes(mark)).length;
    expect(ofKind('"code":"busy"')).toBe(21 - ofKind('"ok":true'));
    expect(received.mock.calls.filter(([, name]) => name === 'chat:post')).toHaveLength(ofKind('"ok":true'));
    expect(hub.toy.done).toEqual(Array.from({ length: ofKind('"ok":true') }, (_, n) => `begin number ${n + 1}`));
    raw.ws.terminate();
  });

  it('takes in a bounded part of a flood in one turn, refuses the rest undecoded, and answers everything', async () => {
    const raw = await RawSocket.connect(hub.url, hub.toy.actor('Flood').sessionId);
    let later = 0;
    const clock = hub.app.get(Clock);
    // Each look at the clock is a millisecond later: a flood that takes its time.
    jest.spyOn(clock, 'monotonic').mockImplementation(() => performance.now() + (later += 1));
    const roomId = randomUUID();
    for (let n = 1; n <= 600; n += 1)
      raw.ws.send(`42${n}${JSON.stringify(['chat:post', { roomId, clientId: randomUUID(), text: `number ${n}` }])}`);
    await waitFor('all answers', () => raw.received.filter((text) => text.startsWith('43')).length === 600);
    jest.restoreAllMocks();
    const answers = raw.received.filter((text) => text.startsWith('43'));
    const codes = answers.map((text) => /"ok":true|"code":"[a-z-]+"/.exec(text)?.[0]);
    expect(codes).toEqual(expect.arrayContaining(['"ok":true', '"code":"busy"']));
    expect(['"ok":true', '"code":"busy"', '"code":"too-fast"']).toEqual(expect.arrayContaining([...new Set(codes)]));
    expect(new Set(answers.map((text) => /^43(\d+)/.exec(text)?.[1])).size).toBe(600);
    const alike = answers.find((text) => text.includes('"busy"')) ?? '';
    expect(JSON.parse(alike.replace(/^43\d+/, ''))).toMatchObject([
      {
        ok: false,
        error: {
          code: 'busy',
          message: expect.stringMatching(/Prueba otra vez/),
          details: { retryInMs: expect.any(Number) },
        },
      },
    ]);
    raw.ws.terminate();
    // The clock that ran ahead made the hub late too.
    await waitFor('calm', () => hub.app.get(Pressure).lateMs < 500);
  });

  it('does not read for a while who was refused, then reads on; who leaves meanwhile is gone', async () => {
    const raw = await RawSocket.connect(hub.url, hub.toy.actor('Haste').sessionId);
    const stream = `room:${randomUUID()}`;
    raw.command('stream:open', { stream });
    await waitFor('the following', () => hub.realtime.followers(stream) === 1);
    const [paused, resumed] = [jest.spyOn(Socket.prototype, 'pause'), jest.spyOn(Socket.prototype, 'resume')];
    const ask = (times: number): void => {
      for (let n = 0; n < times; n += 1) raw.command('chat:read', { roomId: stream.slice(5), seq: 1 });
    };
    const refused = () => raw.received.filter((text) => text.includes('"code":"busy"')).length;
    late(2_000);
    ask(50);
    await waitFor('the refusals', () => refused() === 50);
    const [line] = paused.mock.contexts;
    expect(line).toMatchObject({ destroyed: false });
    // One rest for all that was read, and refused, together.
    expect(paused.mock.contexts.filter((one) => one === line).length).toBeLessThan(50);
    late(0);
    ask(1);
    const done = () => raw.received.filter((text) => text.startsWith('430') && text.includes('"ok":true')).length;
    await waitFor('an answer, the second after the opening', () => done() === 2);
    expect(resumed.mock.contexts).toContain(line);
    late(2_000);
    ask(1);
    await waitFor('one more', () => refused() === 51);
    raw.ws.terminate();
    await waitFor('nobody', () => hub.realtime.followers(stream) === 0);
  });
});
