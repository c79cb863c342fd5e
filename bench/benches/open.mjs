// A room with a long past: how soon it is open, and how smoothly one scrolls in it while much is said.
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, median, now, p50p99, percentile, sleep, whole } from '../frame/numbers.mjs';
import { ReaderPage } from '../frame/reader-page.mjs';
import { connectPatiently, handshakeOf, RawSocket } from '../frame/socket.mjs';
import { call, hostOf, membersOf, past, people, rooms } from '../frame/stage.mjs';

export { generator } from '../frame/writers.mjs';
export const title = 'A room with 100,000 messages, from the server and in Chromium';
export const goals = ['open in ≤ 1 s', '10,000 messages loaded and a burst of 1,000: ≥ 50 frames a second'];
export const minutes = 8;

const OPEN_MS = 1_000;
const FRAMES = 50;
const BURST_PER_SECOND = 500;
const BURST_AT_S = 3;

export async function run({ rounds, quick, say }) {
  const [messages, loaded, burst, asks] = quick ? [2_000, 200, 50, 5] : [100_000, 10_000, 1_000, 40];
  const hub = await Hub.start();
  try {
    const host = await hostOf(hub.url);
    const [room] = await rooms(hub, host, 1);
    const members = await people(hub, 100);
    await membersOf(
      hub,
      members.map((person) => [room, person]),
    );
    await past(hub, room, members[0], messages);
    say(` ${whole(messages)} messages are there`);
    const served = await fromServer(hub, room, members, asks);
    say(`  from the server p99 ${whole(served.p99)} ms`);
    const seen = await inBrowser(hub, { host, room, members, rounds, loaded, burst }, say);
    return report({ messages, burst, served, ...seen });
  } finally {
    await hub.stop();
  }
}

/** Snapshot and following, each time for somebody else, after something was said: nothing kept from before serves. */
async function fromServer(hub, room, members, asks) {
  const writer = new RawSocket();
  await connectPatiently(writer, { url: hub.url, auth: handshakeOf(members[0].token) });
  const took = [];
  for (let turn = 0; turn < asks; turn += 1) {
    await writer.do('chat:post', { roomId: room, clientId: crypto.randomUUID(), text: `Algo nuevo ${turn}` });
    const { token } = members[1 + (turn % (members.length - 1))];
    const from = now();
    const socket = new RawSocket();
    await connectPatiently(socket, { url: hub.url, auth: handshakeOf(token) });
    const { head } = await call(hub.url, 'GET', `/api/rooms/${room}/snapshot`, { token });
    await socket.do('stream:open', { stream: `room:${room}`, after: { epoch: head.epoch, seq: head.seq } });
    took.push(now() - from);
    socket.cut();
    await sleep(50);
  }
  writer.cut();
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
}

async function inBrowser(hub, { host, room, members, rounds, loaded, burst }, say) {
  const [loads, clicks, calm, during] = [[], [], [], []];
  const writers = new Generator(import.meta.url);
  try {
    await writers.ask('connect', { url: hub.url, guests: members.map(({ token }) => ({ room, token })) });
    for (let round = 0; round < rounds; round += 1) {
      const page = await ReaderPage.open(hub, host);
      try {
        loads.push(await page.load(`/rooms/${room}`));
        clicks.push(await page.click(`/rooms/${room}`));
        const have = await page.past(loaded / 50 - 1);
        const seconds = BURST_AT_S + burst / BURST_PER_SECOND + 2;
        const scrolling = page.scrolled(seconds);
        await sleep(BURST_AT_S * 1000);
        await writers.ask('offer', { rate: BURST_PER_SECOND, seconds: burst / BURST_PER_SECOND, settle: 3 });
        const frames = await scrolling;
        calm.push(framesOf(frames, 0, BURST_AT_S));
        during.push(framesOf(frames, BURST_AT_S, seconds - 1));
        say(
          `  round ${round + 1}: loaded ${whole(loads.at(-1))} ms, clicked ${whole(clicks.at(-1))} ms, ${whole(have)} messages, ${fixed(calm.at(-1).perSecond)} frames a second, ${fixed(during.at(-1).perSecond)} in the burst`,
        );
      } finally {
        await page.close();
      }
    }
  } finally {
    await writers.stop();
  }
  return { loads, clicks, calm, during };
}

function framesOf(frames, from, until) {
  const own = frames.filter(([at]) => at >= from && at < until).map(([, ms]) => ms);
  return {
    perSecond: own.length / (until - from),
    p50: percentile(own, 0.5),
    p99: percentile(own, 0.99),
    longest: Math.max(...own),
  };
}

function report({ messages, burst, served, loads, clicks, calm, during }) {
  const of = (some, key) => median(some.map((one) => one[key]));
  const cells = (key, say) => [calm, during].map((some) => say(of(some, key)));
  const fps = of(during, 'perSecond');
  const [load, click] = [loads, clicks].map(median);
  return {
    tables: [
      {
        title: `Opening a room with ${whole(messages)} messages`,
        columns: ['p50 / p99'],
        rows: [
          ['connect, snapshot and following, from the server', p50p99(served)],
          [
            'in Chromium: a click at home until its messages stand there',
            `${whole(click)} / ${whole(percentile(clicks, 0.99))} ms`,
          ],
          [
            'in Chromium: the whole application from its address',
            `${whole(load)} / ${whole(percentile(loads, 0.99))} ms`,
          ],
        ],
      },
      {
        title: 'Scrolling in 10,000 loaded messages',
        columns: ['nothing new', `${whole(burst)} messages in ${burst / BURST_PER_SECOND} s`],
        rows: [
          ['frames a second', ...cells('perSecond', fixed)],
          ['between two frames p50, ms', ...cells('p50', fixed)],
          ['between two frames p99, ms', ...cells('p99', fixed)],
          ['longest, ms', ...cells('longest', whole)],
        ],
      },
    ],
    figures: { served, loads, clicks, calm, during },
    verdicts: [
      {
        goal: 'open in ≤ 1 s (server and client)',
        measured: `a click ${whole(click)} ms, from the address ${whole(load)} ms`,
        met: click <= OPEN_MS,
      },
      {
        goal: '≥ 50 frames a second in the burst',
        measured: `${fixed(fps)} (${fixed(of(calm, 'perSecond'))} before it)`,
        met: fps >= FRAMES,
      },
    ],
  };
}
