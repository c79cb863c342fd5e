// Ten rooms of a hundred, and everybody begins or stops typing twice a second: 2,000 changes in, 200,000 out.
import { Generator } from '../frame/generator.mjs';
import { gauge, tell } from '../frame/gauge.mjs';
import { Hub } from '../frame/hub.mjs';
import { now, p50p99, percent, percentile, whole } from '../frame/numbers.mjs';
import { Reference } from '../frame/reference.mjs';
import { alternate, generatorRow, troubleRows } from '../frame/rounds.mjs';
import { connectPatiently, handshakeOf, inParallel, RawSocket } from '../frame/socket.mjs';
import { crowd } from '../frame/stage.mjs';

export const title = 'Ten rooms of 100 people, each of whom sends 2 signals a second';
export const goals = ['100 % delivered, p99 < 250 ms'];
export const minutes = 4;

const P99_MS = 250;

export async function run({ rounds, quick, say }) {
  const [roomsCount, size] = quick ? [2, 10] : [10, 100];
  const load = { perSecond: 2, seconds: quick ? 2 : 8, warmup: quick ? 1 : 3 };
  const [hub, bare] = [await Hub.start(), await Reference.start()];
  try {
    const { groups } = await crowd(hub, roomsCount * size, size);
    const places = groups.map(({ room, members }) => ({ room, members }));
    const results = await alternate({
      rounds,
      say,
      contenders: [
        ['bare', () => round(bare, places, { ...load, plain: true })],
        ['ours', () => round(hub, places, load)],
      ],
    });
    return report(results);
  } finally {
    await bare.stop();
    await hub.stop();
  }
}

async function round(server, places, load) {
  const one = new Generator(import.meta.url);
  try {
    await one.ask('connect', { url: server.url, places, plain: load.plain });
    const [counting, stopped] = ['counting', 'stopped'].map((word) => one.heard(word));
    const done = one.ask('run', load);
    await counting;
    const [before, from] = [server.cpu(), performance.now()];
    await stopped;
    const [after, seconds] = [server.cpu(), (performance.now() - from) / 1000];
    const { latencies, expected, generator, frames } = await done;
    const [own, pg] = [after.own - before.own, after.pg - before.pg];
    const delivered = latencies.length / expected;
    return {
      delivered,
      perSecond: latencies.length / seconds,
      perCpuSecond: latencies.length / own,
      perFrame: latencies.length / frames,
      cpu: own / seconds,
      pg: pg / seconds,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      generator,
      ...(delivered === 1 ? {} : { trouble: `${percent(delivered, 2)} delivered` }),
    };
  } finally {
    await one.stop();
  }
}

function report({ bare, ours }) {
  const cells = (work) => [bare, ours].map(work);
  return {
    tables: [
      {
        columns: ['bare', 'Tertulia'],
        rows: [
          ['delivered before the next change of the same person', ...cells(({ delivered }) => percent(delivered, 2))],
          ['signals delivered a second', ...cells(({ perSecond }) => whole(perSecond))],
          ['p50 / p99', ...cells(p50p99)],
          ['signals delivered per CPU-second of the server', ...cells(({ perCpuSecond }) => whole(perCpuSecond))],
          ['signals per frame', ...cells(({ perFrame }) => perFrame.toFixed(1))],
          ['CPU of the server (100 % is saturated)', ...cells(({ cpu }) => percent(cpu))],
          ['CPU of PostgreSQL', ...cells(({ pg }) => (pg > 0 ? percent(pg) : '–'))],
          generatorRow([bare, ours]),
          ...troubleRows([bare, ours]),
        ],
      },
    ],
    figures: { bare, ours },
    verdicts: [
      {
        goal: goals[0],
        measured: `${percent(ours.delivered, 2)}, p99 ${whole(ours.p99)} ms (bare ${percent(bare.delivered, 2)}, ${whole(bare.p99)} ms)`,
        met: ours.delivered === 1 && ours.p99 < P99_MS,
      },
    ],
  };
}

// --- inside the load process
// A signal carries no time of its own: when each person's last change was sent is known here, and each follower has to see every
// change, a later value replacing an earlier one. Values alternate, so a lost change shows as two equal ones.
const AT_ONCE = 50;
const REST_MS = 3_000;
// '"typing:<uuid>":{…}' or '"typing:<uuid>":null'
const KEY = Buffer.from('"typing:');
const UUID = 36;
const BRACE = 123;
let people = [];
const sentAt = new Map();
const latencies = [];
let frames = 0;
let counting = false;

/** `seen`: the number of the last change of each person that this follower has. */
function received(seen, data) {
  let any = false;
  const at = now();
  for (let key = data.indexOf(KEY); key !== -1; key = data.indexOf(KEY, key + KEY.length)) {
    const from = key + KEY.length;
    const person = data.latin1Slice(from, from + UUID);
    const sent = sentAt.get(person);
    if (!sent?.counts || sent.on !== (data[from + UUID + 2] === BRACE) || seen.get(person) === sent.number) continue;
    seen.set(person, sent.number);
    latencies.push(at - sent.at);
    any = true;
  }
  if (any) frames += 1;
}

export const generator = {
  async connect({ url, places, plain }) {
    const all = places.flatMap(({ room, members }) => members.map(({ id, token }) => ({ room, id, token })));
    people = await inParallel(all.length, AT_ONCE, async (index) => {
      const { room, id, token } = all[index];
      const socket = new RawSocket();
      const seen = new Map();
      socket.onEvent = (data) => received(seen, data);
      await connectPatiently(socket, { url, index, auth: plain ? { rooms: [room] } : handshakeOf(token) });
      if (!plain) await socket.do('stream:open', { stream: `room:${room}` });
      return { socket, room, id };
    });
  },

  async run({ perSecond, seconds, warmup, plain }) {
    const sizes = new Map();
    for (const { room } of people) sizes.set(room, (sizes.get(room) ?? 0) + 1);
    const start = performance.now();
    let [number, expected] = [0, 0];
    let measured;
    await new Promise((resolve) => {
      const timer = setInterval(() => {
        const elapsed = (performance.now() - start) / 1000;
        if (!counting && elapsed > warmup) {
          counting = true;
          measured = gauge();
          tell('counting');
        }
        if (elapsed > warmup + seconds) {
          clearInterval(timer);
          return resolve();
        }
        for (; number < elapsed * perSecond * people.length; number += 1) {
          const { socket, room, id } = people[number % people.length];
          const on = Math.floor(number / people.length) % 2 === 0;
          sentAt.set(id, { at: now(), on, number, counts: counting });
          if (counting) expected += sizes.get(room);
          if (plain) socket.say('signal:set', { room, values: { [`typing:${id}`]: on ? { person: { id } } : null } });
          else socket.say('signal:set', { stream: `room:${room}`, name: 'typing', value: { typing: on } });
        }
      }, 2);
    });
    tell('stopped');
    const generator = measured();
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    return { latencies: Float64Array.from(latencies), expected, generator, frames };
  },
};
