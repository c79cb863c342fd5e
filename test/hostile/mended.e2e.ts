import { PROTOCOL } from '../../src/contract/limits.js';
import { Realtime } from '../../src/platform/realtime/realtime.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { Line } from './line.js';
import { frame } from './websocket.js';

// What the fuzzer once found, each in its smallest form.
describe('what was mended', () => {
  let hub: TestHub;
  let alice: Person;
  let room: string;
  let where: { port: number; from: string };
  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous] });
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

  const opening = (stream: string, count: number) =>
    Buffer.concat(Array.from({ length: count }, () => frame(`42["stream:open",${JSON.stringify({ stream })}]`)));
  const signedIn = async (): Promise<Line> => {
    const line = await Line.upgraded(where);
    line.say(auth());
    await line.until(() => line.heard.some((text) => text.startsWith('40{')));
    return line;
  };

  it('what was still waiting when a socket left follows nothing', async () => {
    const stream = `room:${room}`;
    const line = await signedIn();
    line.write(opening(stream, 60));
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

  it('an opening that is overtaken by the end of its socket leaves nobody in the feed', async () => {
    for (let round = 0; round < 20; round += 1) {
      // A room that nobody has followed yet: its feed has to be started first, and the socket does not wait.
      const stream = `room:${await hub.room(alice)}`;
      const line = await signedIn();
      line.write(opening(stream, 1));
      await line.reached(20_000);
      line.destroy();
      await waitFor('the end of the socket', async () => (await metric('tertulia_sockets')) === 0);
      const later = await alice.connect();
      await later.open(stream);
      later.close();
      await waitFor('an empty feed', () => hub.app.get(Realtime).followers(stream) === 0);
    }
  }, 60_000);
});
