import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { waitFor } from '../support/wait-for.js';
import { PacketLine } from './datagrams.js';

const HERE = '127.0.0.1';
/** Says every packet back. */
let target: Socket;
let line: PacketLine;
const callers: Socket[] = [];

const bound = async (): Promise<Socket> => {
  const socket = createSocket('udp4');
  await new Promise<void>((done) => socket.bind(0, HERE, done));
  return socket;
};
/** Somebody who speaks through the line, with what came back to them. */
async function caller(): Promise<{ say: (...words: string[]) => void; got: string[] }> {
  const socket = await bound();
  callers.push(socket);
  const got: string[] = [];
  socket.on('message', (packet) => got.push(packet.toString().trim()));
  return { say: (...words) => words.forEach((word) => socket.send(word, line.port, HERE)), got };
}
/** What a packet carries besides its word: a slow line is kept busy by it. */
const long = (word: string): string => word.padEnd(1_000);

beforeEach(async () => {
  target = await bound();
  target.on('message', (packet, { port, address }) => target.send(packet, port, address));
  line = await PacketLine.open({ address: HERE, port: 0 }, { address: HERE, port: target.address().port });
});
afterEach(() => {
  line.close();
  for (const socket of [target, ...callers.splice(0)]) socket.close();
});

describe('the line of packets', () => {
  it('hands on what each says, in order, and to each their own answers', async () => {
    const [one, other] = [await caller(), await caller()];
    one.say('uno', 'dos');
    other.say('tres');
    await waitFor('the echoes', () => one.got.length === 2 && other.got.length === 1);
    expect([one.got, other.got]).toEqual([['uno', 'dos'], ['tres']]);
  });

  it('spoils one way and not the other, and what it swallowed does not come later', async () => {
    const heard: string[] = [];
    let behind: RemoteInfo | undefined;
    target.on('message', (packet, from) => {
      heard.push(packet.toString());
      behind = from;
    });
    const { say, got } = await caller();
    say('hola');
    await waitFor('the echo', () => got.length === 1);
    line.set({ swallow: true }, 'there');
    say('nadie lo oye');
    const answer = () => target.send('desde allí', behind?.port, behind?.address);
    await waitFor('what is said there all the same', () => got.length > 5 || void answer());
    line.fair();
    await waitFor('a word again', () => heard.includes('otra vez') || void say('otra vez'));
    expect(heard).not.toContain('nadie lo oye');
  });

  it('loses the part that it should, and keeps the rest in order', async () => {
    const { say, got } = await caller();
    line.set({ lost: 0.5 }, 'there');
    const words = Array.from({ length: 100 }, (_, number) => String(number));
    say(...words);
    await waitFor('a word behind all', () => got.includes('fin') || void say('fin'));
    const kept = got.filter((word) => word !== 'fin');
    expect(kept).toEqual(words.filter((word) => kept.includes(word)));
    expect(kept.length > 20 && kept.length < 80).toBe(true);
  });

  it('keeps a pace: what finds the queue full is lost, the rest comes in order', async () => {
    const { say, got } = await caller();
    // A packet a tenth of a second: of those that come at once the first few wait, all others are lost.
    line.set({ bytesPerSecond: 10_000 }, 'there');
    const words = Array.from({ length: 40 }, (_, number) => String(number));
    say(...words.map(long));
    await waitFor('what waited', () => got.length >= 4);
    line.fair();
    say('fin');
    await waitFor('the last', () => got.at(-1) === 'fin');
    expect(got.slice(0, 4)).toEqual(words.slice(0, 4));
    expect(got.length).toBeLessThan(words.length);
  });
});
