// A room of 300 in which everybody writes: what one CPU-second of the server delivers, and how many messages a second it bears.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { saturated } from '../frame/gauge.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, median, p50p99, percent, whole } from '../frame/numbers.mjs';
import { profileReport } from '../frame/profile-report.mjs';
import { Reference } from '../frame/reference.mjs';
import { alternate, generatorRow, shown, troubleRows } from '../frame/rounds.mjs';
import { crowd } from '../frame/stage.mjs';
import { postRound } from '../frame/posts.mjs';

export { generator } from '../frame/posts.mjs';
export const title = 'A room of 300 in which everybody writes';
export const goals = [
  'deliveries per CPU-second ≥ 2 × bare at 100 messages a second',
  'with coalescing off ≥ 0.85 × bare',
  'highest rate with p99 ≤ 300 ms ≥ 2.5 × bare’s',
];
export const minutes = 15;

const P99_MS = 300;
const STEP = 1.2;
// Of a core. The rest of it goes into waiting for the network.
const SATURATED = 0.9;

export async function run({ rounds, quick, profile, say }) {
  const people = quick ? 30 : 300;
  const rates = quick ? [20] : [100, 200, 400];
  const load = { people, seconds: quick ? 2 : 6, warmup: quick ? 1 : 4, rest: 1.2, sampleEvery: 10 };
  if (profile) return profiled({ ...load, rate: rates[0] }, say);
  const bare = await Reference.start();
  const ours = await OnStage.open(people);
  const plain = await OnStage.open(people, ['one-a-frame']);
  const single = await OnStage.open(people, ['one-a-frame', 'no-pace']);
  try {
    const at = {};
    for (const rate of rates) {
      say(` ${rate} messages a second`);
      const contenders = [
        ['bare', () => postRound(import.meta.url, bare, { ...load, rate })],
        ['ours', () => postRound(import.meta.url, ours.hub, { ...load, rate, ...ours })],
      ];
      if (rate === rates[0])
        contenders.push(
          ['plain', () => postRound(import.meta.url, plain.hub, { ...load, rate, ...plain })],
          ['single', () => postRound(import.meta.url, single.hub, { ...load, rate, ...single })],
        );
      at[rate] = await alternate({ rounds, contenders, say });
    }
    say(' the highest rate');
    const highest = await climb(rounds, { bare: [bare, {}], ours: [ours.hub, ours] }, { ...load, quick }, say);
    return report(rates, at, highest, people);
  } finally {
    await bare.stop();
    for (const stage of [ours, plain, single]) await stage.hub.stop();
  }
}

class OnStage {
  static async open(people, preload = []) {
    const hub = await Hub.start({ preload });
    const { groups } = await crowd(hub, people, people);
    return { hub, room: groups[0].room, tokens: groups[0].members.map(({ token }) => token) };
  }
}

/** Each round climbs until a step is too much, from a little below where the round before ended. */
async function climb(rounds, contenders, { people, quick }, say) {
  const load = { people, seconds: quick ? 1 : 4, warmup: quick ? 1 : 2, rest: 1.2, sampleEvery: 10 };
  const start = { bare: quick ? 20 : 300, ours: quick ? 20 : 800 };
  const highest = { bare: [], ours: [] };
  const limits = { bare: [], ours: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const [name, [server, stage]] of Object.entries(contenders)) {
      const { best, limit } = await climbFrom(start[name], quick ? 2 : 12, async (rate) => {
        const figures = await postRound(import.meta.url, server, { ...load, ...stage, rate });
        const limit = tooMuch(figures);
        say(`  ${name}: ${whole(rate)}/s ${limit ?? `borne (${costOf(figures)})`}`);
        return limit;
      });
      start[name] = best > 0 ? best / STEP : start[name];
      highest[name].push(best);
      limits[name].push(limit);
    }
  return { bare: median(highest.bare), ours: median(highest.ours), limits };
}

/** `limitAt` says of a rate why it is too much. Of so few seconds one stall of the disk decides nothing: only what fails twice does. */
async function climbFrom(start, steps, limitAt) {
  let [rate, best, limit] = [start, 0, undefined];
  for (let step = 0; step < steps; step += 1) {
    limit = await limitAt(rate);
    if (limit && best > 0) limit = await limitAt(rate);
    if (limit && best > 0) return { best, limit };
    if (!limit) best = rate;
    rate = limit ? rate / STEP : rate * STEP;
  }
  return { best, limit: limit ?? 'the last step' };
}

function tooMuch(figures) {
  const { delivered, trouble, p99, cpu, generator } = figures;
  if (delivered === 1 && !trouble && p99 <= P99_MS) return undefined;
  const who = saturated(generator)
    ? 'the generator was saturated'
    : cpu > SATURATED
      ? 'the server was saturated'
      : 'nobody was saturated';
  return `${trouble ?? 'too late'}, ${who} (${costOf(figures)})`;
}

const costOf = ({ p99, cpu, pg, generator }) =>
  `p99 ${whole(p99)} ms, CPU ${percent(cpu, 0)} + ${percent(pg, 0)}, generator ${shown(generator)}`;

function report(rates, at, highest, people) {
  const tables = rates.map((rate) => table(rate, at[rate]));
  tables.push({
    title: `The highest rate with p99 ≤ ${P99_MS} ms`,
    columns: ['bare', 'Tertulia'],
    rows: [
      ['messages a second', whole(highest.bare), `**${whole(highest.ours)}**`],
      ['deliveries a second', whole(highest.bare * people), whole(highest.ours * people)],
      ['what ended the climb', ...['bare', 'ours'].map((name) => [...new Set(highest.limits[name])].join('; '))],
    ],
  });
  const ratio = (ours, bare, key = 'perCpuSecond') => ours[key] / bare[key];
  const first = at[rates[0]];
  return {
    tables,
    figures: { at, highest },
    verdicts: [
      ...rates.map((rate) => {
        const value = ratio(at[rate].ours, at[rate].bare);
        const withPg = ratio(at[rate].ours, at[rate].bare, 'perCpuSecondWithPg');
        return {
          goal:
            rate === rates[0] ? `${rate} messages a second: ≥ 2 × bare per CPU-second` : `${rate} messages a second`,
          measured: `${fixed(value, 2)} × (${fixed(withPg, 2)} × with PostgreSQL’s CPU)`,
          met: rate === rates[0] ? value >= 2 : null,
        };
      }),
      {
        goal: 'coalescing off: ≥ 0.85 × bare',
        measured: `${fixed(ratio(first.plain, first.bare), 2)} × (${fixed(ratio(first.single, first.bare), 2)} × with every commit at once too)`,
        met: ratio(first.plain, first.bare) >= 0.85,
      },
      {
        goal: `highest rate with p99 ≤ ${P99_MS} ms: ≥ 2.5 × bare’s`,
        measured: `${fixed(highest.ours / highest.bare, 2)} ×`,
        met: highest.ours >= 2.5 * highest.bare,
      },
    ],
  };
}

function table(rate, { bare, ours, plain, single }) {
  const all = [bare, ours, ...(plain ? [plain, single] : [])];
  const cells = (work) => all.map(work);
  return {
    title: `${rate} messages a second`,
    columns: ['bare', 'Tertulia', ...(plain ? ['one message a frame', 'and every commit at once'] : [])],
    rows: [
      ['deliveries per CPU-second of the server', ...cells(({ perCpuSecond }) => whole(perCpuSecond))],
      ['the same with PostgreSQL’s CPU', ...cells(({ perCpuSecondWithPg }) => whole(perCpuSecondWithPg))],
      ['CPU of the server (100 % is saturated)', ...cells(({ cpu }) => percent(cpu))],
      ['CPU of PostgreSQL', ...cells(({ pg }) => (pg > 0 ? percent(pg) : '–'))],
      ['delivery p50 / p99', ...cells(p50p99)],
      ['messages per frame', ...cells(({ perFrame }) => fixed(perFrame))],
      ['delivered', ...cells(({ delivered }) => percent(delivered, 2))],
      generatorRow(all),
      ...troubleRows(all),
    ],
  };
}

async function profiled(load, say) {
  mkdirSync('.cache', { recursive: true });
  const file = resolve('.cache', 'bench-room.cpuprofile');
  const hub = await Hub.start({ profile: file });
  try {
    const { groups } = await crowd(hub, load.people, load.people);
    const tokens = groups[0].members.map(({ token }) => token);
    const about = { ...load, room: groups[0].room, tokens };
    await postRound(import.meta.url, hub, {
      ...about,
      onCounting: () => hub.toggleProfile(),
      onStopped: () => hub.toggleProfile(),
    });
    say(await profileReport(file));
  } finally {
    await hub.stop();
  }
}
