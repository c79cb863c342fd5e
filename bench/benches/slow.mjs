// One reader who takes a byte a second among a thousand: what the others notice, what it costs, and whether he recovers whole.
import { Hub } from '../frame/hub.mjs';
import { fixed, p50p99, percent, whole } from '../frame/numbers.mjs';
import { postRound } from '../frame/posts.mjs';
import { alternate, generatorRow, troubleRows } from '../frame/rounds.mjs';
import { SlowReader } from '../frame/slow-reader.mjs';
import { connectPatiently, handshakeOf, RawSocket } from '../frame/socket.mjs';
import { crowd, membersOf, rooms } from '../frame/stage.mjs';

export { generator } from '../frame/posts.mjs';
export const title =
  'One reader of 1 byte a second among 1,000 in one room, who is sent 320 KB a second from four others too';
export const goals = ['the others’ p99 changes < 5 %, memory bounded, he recovers whole'];
export const minutes = 7;

const FILLED = 4;
// Ten a second and person: below what one may say.
const FILL_EVERY_MS = 100;
const BOUND_KIB = 4_096;

export async function run({ rounds, quick, say }) {
  const people = quick ? 40 : 1_000;
  const load = {
    people,
    rate: 20,
    seconds: quick ? 8 : 25,
    warmup: quick ? 1 : 20,
    rest: 1.5,
    sampleEvery: 5,
  };
  const hub = await Hub.start();
  try {
    const { host, groups } = await crowd(hub, people + 1, people + 1);
    const [{ room, members }] = groups;
    const [him, ...everybody] = members;
    const stage = { room, tokens: everybody.map(({ token }) => token) };
    // Rooms of his and of one who writes much in each.
    const others = (await rooms(hub, host, FILLED)).map((id, at) => ({ id, writer: everybody[at] }));
    await membersOf(
      hub,
      others.flatMap(({ id, writer }) => [him, writer].map((person) => [id, person])),
    );
    const about = { url: hub.url, room, others: others.map(({ id }) => id), token: him.token };
    const measured = () => watched(hub, () => postRound(import.meta.url, hub, { ...load, ...stage }));
    const results = await alternate({
      rounds,
      say,
      contenders: [
        [
          'without',
          async () => {
            const reader = new RawSocket();
            await connectPatiently(reader, { url: hub.url, auth: handshakeOf(him.token) });
            for (const id of [...about.others, room]) await reader.do('stream:open', { stream: `room:${id}` });
            const stop = await fill(hub.url, others);
            const figures = await measured();
            stop();
            reader.cut();
            return figures;
          },
        ],
        [
          'with',
          async () => {
            const slow = await SlowReader.enter(about);
            const stop = await fill(hub.url, others);
            const figures = await measured();
            stop();
            return { ...figures, ...(await slow.recover()) };
          },
        ],
      ],
    });
    return report(results);
  } finally {
    await hub.stop();
  }
}

/** Long messages into rooms that only he follows, until it is stopped. */
async function fill(url, others) {
  const sockets = [];
  for (const { writer } of others) {
    const socket = new RawSocket();
    await connectPatiently(socket, { url, auth: handshakeOf(writer.token) });
    sockets.push(socket);
  }
  const text = 'palabras '.repeat(888);
  const timer = setInterval(() => {
    for (const [at, socket] of sockets.entries())
      void socket.askRaw('chat:post', { roomId: others[at].id, clientId: crypto.randomUUID(), text });
  }, FILL_EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const socket of sockets) socket.cut();
  };
}

/** The most memory the hub had meanwhile, beyond what it had before. */
async function watched(hub, work) {
  const before = await hub.collectedRss();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, hub.rss())), 200);
  try {
    const figures = await work();
    return { ...figures, grown: most - before };
  } finally {
    clearInterval(timer);
  }
}

function report({ without, with: beside }) {
  const all = [without, beside];
  const cells = (work) => all.map(work);
  const change = beside.p99 / without.p99 - 1;
  const memory = beside.grown - without.grown;
  const whole_ = beside.rounds.every(({ missing, sentAway }) => missing === 0 && sentAway === 1);
  return {
    tables: [
      {
        columns: ['he reads', 'he takes 1 byte a second'],
        rows: [
          ['the others’ delivery p50 / p99', ...cells(p50p99)],
          ['delivered', ...cells(({ delivered }) => percent(delivered, 2))],
          ['CPU of the hub (100 % is saturated)', ...cells(({ cpu }) => percent(cpu))],
          ['most memory beyond the beginning', ...cells(({ grown }) => `${fixed(grown / 1024)} MiB`)],
          ['he was sent away after', '–', `${fixed(beside.awayAfter)} s`],
          [
            'came back and read the rest, missing',
            '–',
            `${whole(beside.caughtUp)} messages, ${whole(beside.missing)} missing`,
          ],
          generatorRow(all),
          ...troubleRows(all),
        ],
      },
    ],
    figures: { without, beside },
    verdicts: [
      { goal: 'the others’ p99 changes < 5 %', measured: percent(change), met: change < 0.05 },
      { goal: 'memory bounded (≤ 4 MiB more)', measured: `${fixed(memory / 1024)} MiB`, met: memory <= BOUND_KIB },
      {
        goal: 'sent away, and whole again when he is back',
        measured: whole_ ? 'in every round' : 'not in every round',
        met: whole_,
      },
    ],
  };
}
