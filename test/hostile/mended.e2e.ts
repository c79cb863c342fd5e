import { PROTOCOL } from '../../src/contract/realtime.contract.js';
import { Realtime } from '../../src/platform/realtime/realtime.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { Line } from './line.js';
import { frame } from './websocket.js';

/** More than a hub serves at once. */
const MANY = 1_000;

// What the fuzzer once found, each in its smallest form.
describe('what was mended', () => {
  let hub: TestHub;
  let alice: Person;
  let room: string;
  let where: { port: number; from: string };
  beforeAll(async () => {
    hub = await TestHub.boot();
    alice = await hub.person('Alicia');
    room = await hub.room(alice);
    where = { port: Number(new URL(hub.url).port), from: '127.0.0.1' };
  });
  afterAll(() => hub.close());

  const metric = async (name: string): Promise<number> => {
    const text = await (await fetch(`${hub.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1]);
  };
  const auth = () => `40${JSON.stringify({ token: alice.token, protocol: PROTOCOL })}`;

  it('a connection that asks to come in many times at once is let in once', async () => {
    const line = await Line.upgraded(where);
    line.write(Buffer.concat(Array.from({ length: 6 }, () => frame(auth()))));
    const answers = (start: string) => line.heard.filter((text) => text.startsWith(start));
    await line.until(() => answers('40{').length + answers('44{').length === 6);
    expect(answers('40{')).toHaveLength(1);
    expect(answers('44{')).toHaveLength(5);
    for (const refusal of answers('44{')) expect(refusal).toContain('"not-allowed"');
    expect(await metric('tertulia_sockets')).toBe(1);
    line.destroy();
    await waitFor('the end of the socket', async () => (await metric('tertulia_sockets')) === 0);
  });

  it('what was still waiting when a socket left follows nothing', async () => {
    const stream = `room:${room}`;
    const line = await Line.upgraded(where);
    line.say(auth());
    await line.until(() => line.heard.some((text) => text.startsWith('40{')));
    const opening = frame(`42["stream:open",${JSON.stringify({ stream })}]`);
    line.write(Buffer.concat(Array.from({ length: 60 }, () => opening)));
    await waitFor('the first of them', () => hub.app.get(Realtime).followers(stream) > 0);
    line.destroy();
    await waitFor('the end of the socket', async () => (await metric('tertulia_sockets')) === 0);
    // Another one's turn comes after all that waited.
    const later = await alice.connect();
    await later.ask('chat:read', { roomId: room, seq: 0 });
    await waitFor('the end of the followings', () => hub.app.get(Realtime).followers(stream) === 0);
    later.close();
    await waitFor('the end of all', async () => (await metric('tertulia_followings')) === 0);
  });

  it('requests that were sent ahead of an upgrade and abandoned do not count for ever', async () => {
    const ahead = 'GET /api/hub HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20);
    const upgrade = 'GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    for (let sent = 0; sent <= MANY; sent += 20) {
      const line = await Line.open(where);
      line.write(ahead + upgrade);
      // The hub has begun with them when the first answer comes.
      await line.until(() => line.head !== '');
      line.destroy();
    }
    await waitFor('the hub at rest', async () => (await fetch(`${hub.url}/api/hub`)).status === 200);
  }, 60_000);
});
