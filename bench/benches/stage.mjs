// A room of 25 with cameras: what a worker forwards through our layer beside a bare mediasoup script, how soon who comes hears
// somebody, and what it saves to receive only what is in sight. Packets are made, not recorded; no browser has a part in it.
import { Generator } from '../frame/generator.mjs';
import { fixed, p50p99, percent, percentile, sleep, whole } from '../frame/numbers.mjs';
import { alternate, generatorRow } from '../frame/rounds.mjs';
import { workerDeath } from '../frame/worker-death.mjs';

export const title =
  'A room of 25 with cameras in three sizes, two speaking, nine tiles in sight: packets of RTP, without browsers';
export const goals = [
  '≥ 0.97 × the packets of a bare mediasoup script, per CPU-second of worker and hub',
  'who comes receives the first packet: p95 < 300 ms',
  'only what is in sight: ≥ 70 % fewer bytes than everything from everybody',
  'a worker that is killed: everybody receives again ≤ 3 s',
];
export const minutes = 2;

const RATIO = 0.97;
const FIRST_MS = 300;
const FEWER = 0.7;
const BACK_MS = 3_000;
const SPEAKING = 2;
const TILES = 9;
/** Who receives everything in the comparison of bytes: all would be more than a worker carries. */
const WHO_GETS_ALL = 3;

/** What the child processes can be asked to do: one holds the worker and its room, the other sends and swallows packets. */
export const generator = await parts();
async function parts() {
  if (process.send === undefined) return {};
  const { openRoom, sentBy } = await import('../frame/media-room.mjs');
  const { loud, quiet } = await import('../frame/rtp.mjs');
  let room;
  let consumers = [];
  const worker = () => room.worker.worker ?? room.worker;
  const seconds = async () => {
    const { ru_utime: own, ru_stime: system } = await worker().getResourceUsage();
    const { user, system: mine } = process.cpuUsage();
    return { worker: (own + system) / 1000, own: (user + mine) / 1e6 };
  };
  return {
    loud,
    quiet,
    open: async (kind, count) => {
      room = await openRoom(kind);
      const people = [];
      for (let person = 0; person < count; person += 1) {
        const speaks = person < SPEAKING;
        people.push({ person, speaks, port: await room.send(person, speaks) });
      }
      return people;
    },
    /** Answers how long each took from its wish to the first packet that went out to it. */
    receive: async (wishes, sink) => {
      const took = [];
      for (const [person, wanted] of wishes) {
        const from = performance.now();
        const mine = await room.receive(person, wanted, sink);
        while ((await sentBy(mine)).packets === 0) await sleep(5);
        took.push(performance.now() - from);
        consumers = [...consumers, ...mine];
      }
      return took;
    },
    count: async () => ({ ...(await sentBy(consumers)), ...(await seconds()), at: performance.now() }),
    sink: async () => {
      const { createWorker } = await import('mediasoup');
      const { workerBin } = await import('../frame/media-room.mjs');
      const away = await createWorker({ workerBin: workerBin(), logLevel: 'none' });
      const listenInfo = { protocol: 'udp', ip: '127.0.0.1' };
      return (await (await away.createRouter()).createPlainTransport({ listenInfo })).tuple.localPort;
    },
  };
}

export async function run({ rounds, quick, say }) {
  const count = quick ? 6 : 25;
  const seconds = quick ? 2 : 6;
  const contender = (kind) => [kind, () => forwarded(kind, { count, seconds })];
  const { bare, ours } = await alternate({ rounds, say, contenders: ['bare', 'ours'].map(contender) });
  const all = await received(everything, { count, seconds });
  const sight = await received(inSight, { count, seconds });
  const deaths = [];
  for (let round = 0; round < rounds; round += 1) {
    deaths.push(...(await workerDeath(quick ? 3 : 9)));
    say(`  a worker killed: round ${round + 1} of ${rounds}`);
  }
  return report({ bare, ours, all, sight, count, deaths });
}

const others = (person, count) => Array.from({ length: count }, (_, of) => of).filter((of) => of !== person);
const voices = (person) => others(person, SPEAKING).map((of) => ({ of, kind: 'audio', layer: null }));
/** Nine tiles of those who sit next to one, in their smallest size, and one of them large. */
const inSight = (person, count) => [
  ...voices(person),
  ...Array.from({ length: Math.min(TILES, count - 1) }, (_, n) => ({
    ...{ of: (person + n + 1) % count, kind: 'video', layer: n === 0 ? 1 : 0 },
  })),
];
const everything = (person, count) => [
  ...voices(person),
  ...others(person, count).map((of) => ({ of, kind: 'video', layer: null })),
];

async function withRoom(kind, count, work) {
  const [room, load] = [new Generator(import.meta.url), new Generator(import.meta.url)];
  try {
    const [people, sink] = [await room.ask('open', kind, count), await load.ask('sink')];
    await load.ask('loud', people);
    // A layer that has just begun is not yet one that can be chosen.
    await sleep(1_500);
    return await work({ room, load, sink });
  } finally {
    await Promise.all([room.stop(), load.stop()]);
  }
}

const between = (before, after) => Object.fromEntries(Object.keys(after).map((key) => [key, after[key] - before[key]]));

const forwarded = (kind, { count, seconds }) =>
  withRoom(kind, count, async ({ room, load, sink }) => {
    const wishes = Array.from({ length: count }, (_, person) => [person, inSight(person, count)]);
    const took = await room.ask('receive', wishes, sink);
    await sleep(500);
    const before = await room.ask('count');
    await sleep(seconds * 1000);
    const { packets, worker, own, at } = between(before, await room.ask('count'));
    return {
      perCpuSecond: packets / (worker + own),
      perWorkerSecond: packets / worker,
      perSecond: (packets * 1000) / at,
      cpu: ((worker + own) * 1000) / at,
      consumersPerCore: (count * inSight(0, count).length * at) / ((worker + own) * 1000),
      first: percentile(took, 0.95),
      generator: await load.ask('quiet'),
    };
  });

const received = (wanted, { count, seconds }) =>
  withRoom('ours', count, async ({ room, sink }) => {
    await room.ask(
      'receive',
      others(count, WHO_GETS_ALL).map((person) => [person, wanted(person, count)]),
      sink,
    );
    const before = await room.ask('count');
    await sleep(seconds * 1000);
    const { bytes, at } = between(before, await room.ask('count'));
    return (bytes * 8) / at / WHO_GETS_ALL;
  });

function report({ bare, ours, all, sight, count, deaths }) {
  const cells = (work) => [bare, ours].map(work);
  const ratio = ours.perCpuSecond / bare.perCpuSecond;
  const fewer = 1 - sight / all;
  const back = { p50: percentile(deaths, 0.5), p99: percentile(deaths, 0.99) };
  return {
    figures: { bare, ours, all, sight, deaths },
    tables: [
      {
        columns: ['bare mediasoup', 'Tertulia'],
        rows: [
          ['packets forwarded per CPU-second of worker and hub', ...cells(({ perCpuSecond }) => whole(perCpuSecond))],
          ['the same, of the worker alone', ...cells(({ perWorkerSecond }) => whole(perWorkerSecond))],
          ['packets a second', ...cells(({ perSecond }) => whole(perSecond))],
          ['CPU of worker and hub (100 % is one core)', ...cells(({ cpu }) => percent(cpu))],
          ['consumers per core at this mix', ...cells(({ consumersPerCore }) => whole(consumersPerCore))],
          ['from the wish to receive to the first packet, p95', ...cells(({ first }) => `${fixed(first)} ms`)],
          generatorRow([bare, ours]),
        ],
      },
      {
        title: `What one person of ${count} receives`,
        columns: ['kbit/s'],
        rows: [
          ['everything from everybody, as large as it is sent', whole(all)],
          ['nine tiles in sight and the voices', whole(sight)],
        ],
      },
      {
        title: 'A worker is killed under the stage of a hub with nine people, once in a hub',
        columns: ['p50 / p99 of all people'],
        rows: [['until one receives the voice and the camera of everybody again', p50p99(back)]],
      },
    ],
    notes: [
      'ICE and DTLS are left out in both, so the first packet is that of the hub and the worker alone.',
      'Whoever comes back after a death does what the client does, over a socket to a whole hub, without ICE and DTLS; a camera paints a whole picture every half second.',
    ],
    verdicts: [
      { goal: `≥ ${RATIO} × bare per CPU-second`, measured: `${fixed(ratio, 3)} ×`, met: ratio >= RATIO },
      { goal: `first packet p95 < ${FIRST_MS} ms`, measured: `${fixed(ours.first)} ms`, met: ours.first < FIRST_MS },
      { goal: 'only what is in sight: ≥ 70 % fewer bytes', measured: percent(fewer), met: fewer >= FEWER },
      { goal: 'everybody back ≤ 3 s', measured: `p99 ${whole(back.p99)} ms`, met: back.p99 <= BACK_MS },
    ],
  };
}
