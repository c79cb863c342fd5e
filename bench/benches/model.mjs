// What one more of everything costs, each measured at three sizes: the coefficients of docs/scale.md, kept in bench/model.json.
import { writeFileSync } from 'node:fs';
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, line, median, sleep, whole } from '../frame/numbers.mjs';
import { postRound } from '../frame/posts.mjs';
import { machine } from '../frame/results.mjs';
import { crowd } from '../frame/stage.mjs';
import { generator as idlers } from '../frame/idlers.mjs';
import { generator as posters } from '../frame/posts.mjs';
import { generator as writers } from '../frame/writers.mjs';

// The load processes of this bench sit still, write into one room, or write into many.
export const generator = {
  ...posters,
  sit: idlers.connect,
  storm: idlers.storm,
  leave: idlers.leave,
  enter: writers.connect,
  offer: writers.offer,
};
export const title = 'The cost of one more connect, second, delivery, message and read, at three sizes each';
export const goals = ['linear (R² ≥ 0.98) at three sizes; bench/model.json and docs/scale.md follow'];
export const minutes = 13;

const MODEL = 'bench/model.json';
/** Idle connections are pinged every 5 s and their visits renewed: a window of whole periods counts everybody as often. */
const IDLE_SECONDS = 20;

export async function run({ rounds, quick, say }) {
  const sizes = quick
    ? {
        connect: [20, 40, 80],
        idle: [50, 100, 200],
        delivery: [10, 20, 40],
        commit: [20, 40, 80],
        read: [100, 200, 400],
      }
    : {
        connect: [500, 1_000, 2_000],
        idle: [1_000, 2_000, 4_000],
        delivery: [200, 400, 800],
        commit: [100, 200, 400],
        read: [1_000, 2_000, 4_000],
      };
  const seconds = quick ? 1 : 8;
  const measured = { connect: [], idle: [], memory: [], delivery: [], commit: [], read: [], base: [] };
  for (let round = 0; round < rounds; round += 1) {
    await sitting(sizes, quick ? 1 : IDLE_SECONDS, measured, say);
    await talking(sizes, seconds, measured, say);
    say(`  round ${round + 1} of ${rounds}`);
  }
  const model = modelOf(measured);
  if (!quick) writeFileSync(MODEL, `${JSON.stringify(model, null, 2)}\n`);
  return report(model, quick);
}

const guestsOf = (groups) =>
  groups.flatMap(({ room, members }) =>
    members.map(({ token }) => ({ auth: { token, protocol: 1 }, streams: [`room:${room}`] })),
  );

const used = (before, after, over = 1) => ({
  own: ((after.own - before.own) / over) * 1e6,
  pg: ((after.pg - before.pg) / over) * 1e6,
});

/** Connects and open connections, in rooms of 50: [size, hub µs, PostgreSQL µs] each. */
async function sitting(sizes, idleSeconds, measured, say) {
  const hub = await Hub.start();
  const load = () => new Generator(import.meta.url);
  try {
    const most = Math.max(...sizes.connect, ...sizes.idle);
    const guests = guestsOf((await crowd(hub, most, 50)).groups);
    const warm = load();
    await warm.ask('storm', { url: hub.url, guests: guests.slice(0, sizes.connect[0]), perSecond: 150 });
    await warm.ask('leave');
    await warm.stop();
    await sleep(2_000);
    measured.base.push((await hub.collectedRss()) / 1024);
    const one = load();
    let there = 0;
    for (const size of sizes.idle) {
      await one.ask('sit', { url: hub.url, guests: guests.slice(there, size), first: there });
      there = size;
      await sleep(4_000);
      measured.memory.push([size, await hub.collectedRss(), 0]);
      await sleep(1_000);
      const before = hub.cpu();
      await sleep(idleSeconds * 1000);
      const { own, pg } = used(before, hub.cpu(), idleSeconds);
      measured.idle.push([size, own, pg]);
      say(`   ${size} idle: ${fixed(own / size)} + ${fixed(pg / size)} µs a second each`);
    }
    await one.ask('leave');
    await one.stop();
    for (const size of sizes.connect) {
      const one = load();
      const before = hub.cpu();
      await one.ask('storm', { url: hub.url, guests: guests.slice(0, size), perSecond: 150 });
      const { own, pg } = used(before, hub.cpu());
      measured.connect.push([size, own, pg]);
      say(`   ${size} connects: ${whole(own / size)} + ${whole(pg / size)} µs each`);
      await one.ask('leave');
      await one.stop();
    }
    await reads(hub, sizes, measured);
  } finally {
    await hub.stop();
  }
}

/** What a node asks that hears of a message stored elsewhere. */
async function reads(hub, sizes, measured) {
  const [{ id, seq }] = await hub.sql('select id, seq from streams order by seq desc limit 1');
  // Once unmeasured, so that the connection knows what it is asked.
  for (const [turn, size] of [sizes.read[0], ...sizes.read].entries()) {
    const before = hub.cpu();
    for (let number = 0; number < size; number += 1) {
      await hub.sql('select id, epoch, seq, last_message_seq from streams where id = $1', [id]);
      await hub.sql('select * from events where stream = $1 and seq > $2 order by seq limit 500', [id, seq - 1]);
    }
    if (turn > 0) measured.read.push([size, 0, used(before, hub.cpu()).pg]);
  }
}

/** Messages to many followers, one a frame; and messages in rooms of their own. */
async function talking(sizes, seconds, measured, say) {
  const hub = await Hub.start({ preload: ['one-a-frame'] });
  try {
    const load = { rate: 25, seconds, warmup: Math.min(4, seconds), rest: 1 };
    // Once unmeasured: code that has just been loaded would make the first size dearer than the last.
    for (const [turn, people] of [sizes.delivery[0], ...sizes.delivery].entries()) {
      const { groups } = await crowd(hub, people, people);
      const [{ room, members }] = groups;
      const figures = await postRound(import.meta.url, hub, {
        ...load,
        people,
        room,
        tokens: members.map(({ token }) => token),
      });
      if (turn === 0) continue;
      measured.delivery.push([load.rate * people, figures.cpu * 1e6, figures.pg * 1e6, people]);
      say(`   ${whole(figures.deliveredPerSecond)} deliveries a second: ${fixed(figures.cpu * 100)} % CPU`);
    }
    const { groups } = await crowd(hub, 200, 1);
    const one = new Generator(import.meta.url);
    await one.ask('enter', {
      url: hub.url,
      guests: groups.map(({ room, members }) => ({ room, token: members[0].token })),
    });
    await one.ask('offer', { rate: sizes.commit[0], seconds: Math.min(4, seconds), settle: 2 });
    for (const rate of sizes.commit) {
      const before = hub.cpu();
      await one.ask('offer', { rate, seconds, settle: 1 });
      const { own, pg } = used(before, hub.cpu(), seconds);
      measured.commit.push([rate, own, pg]);
      say(`   ${rate} messages a second: ${whole(own / rate)} + ${whole(pg / rate)} µs each`);
    }
    await one.stop();
  } finally {
    await hub.stop();
  }
}

/** Medians at each size, and the lines through them. */
function modelOf(measured) {
  const fit = (points, column) => line(atSizes(points, column));
  const of = (points, column = 1) => {
    const [own, pg] = [fit(points, 1), fit(points, 2)];
    return { us: own.slope, usPg: pg.slope, r2: (column === 1 ? own : pg).r2, points: atSizes(points, column) };
  };
  const idle = of(measured.idle);
  // Those who follow are connections too; what they cost anyway is no delivery.
  const delivery = of(measured.delivery.map(([size, own, pg, people]) => [size, own - people * idle.us, pg]));
  const memory = of(measured.memory);
  const { cores, model, node, postgres } = machine();
  return {
    at: new Date().toISOString().slice(0, 10),
    machine: `${cores} cores ${model}, Node ${node.slice(1)}, PostgreSQL ${postgres.split('-')[0]}`,
    connect: of(measured.connect),
    idle,
    delivery: { ...delivery, usPg: 0 },
    commit: of(measured.commit),
    read: { ...of(measured.read, 2), us: 0 },
    memory: { ...memory, us: 0, usPg: 0, kib: memory.us, baseMib: median(measured.base) },
  };
}

function atSizes(points, column) {
  const groups = new Map();
  for (const point of points) groups.set(point[0], [...(groups.get(point[0]) ?? []), point[column]]);
  return [...groups].map(([size, costs]) => [size, median(costs)]);
}

async function report(model, quick) {
  const { layers, LINEAR } = await import('../scale.ts');
  const names = ['connect', 'idle', 'delivery', 'commit', 'read', 'memory'];
  const least = names.reduce((a, b) => (model[a].r2 < model[b].r2 ? a : b));
  return {
    tables: [
      {
        columns: ['hub', 'PostgreSQL', 'sizes', 'R²'],
        rows: names.map((name) => [
          name,
          name === 'memory' ? `${fixed(model.memory.kib)} KiB` : `${fixed(model[name].us)} µs`,
          `${fixed(model[name].usPg)} µs`,
          model[name].points.map(([size]) => whole(size)).join(', '),
          fixed(model[name].r2, 3),
        ]),
      },
      { title: 'What it means', columns: ['10,000 people', '100,000 people', 'where it breaks'], rows: layers(model) },
    ],
    figures: model,
    verdicts: [
      {
        goal: 'every cost is linear (R² ≥ 0.98)',
        measured: `least ${fixed(model[least].r2, 3)} (${least})${quick ? ', not kept' : `, kept in ${MODEL}`}`,
        met: model[least].r2 >= LINEAR,
      },
    ],
  };
}
