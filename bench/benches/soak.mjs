// A long time at 60 % of a core: does memory grow, does anything become slower.
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, line, percent, percentile, sleep, whole } from '../frame/numbers.mjs';
import { generatorRow } from '../frame/rounds.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/writers.mjs';
export const title = '1,000 people in 20 rooms of 50 who write so much that the hub uses 60 % of a core';
export const goals = ['memory slope < 1 MB/h per 1,000 connections, p99 drift < 10 %'];
export const minutes = 62;
/** One long look instead of rounds. */
export const once = true;

const SHARE = 0.6;
const MINUTES = 60;
const TURNS = 12;
const NEAR = 0.05;
const SAMPLE_MS = 5_000;

export async function run({ quick, minutes, say }) {
  const people = quick ? 100 : 1_000;
  const seconds = quick ? 10 : (minutes ?? MINUTES) * 60;
  const hub = await Hub.start();
  const one = new Generator(import.meta.url);
  try {
    const { groups } = await crowd(hub, people, 50);
    const guests = groups.flatMap(({ room, members }) => members.map(({ token }) => ({ room, token })));
    await one.ask('connect', { url: hub.url, guests });
    const rate = await rateFor(hub, one, quick, say);
    const collected = [[0, await hub.collectedRss()]];
    const samples = [];
    const from = performance.now();
    const at = () => (performance.now() - from) / 3.6e6;
    const timer = setInterval(() => samples.push([at(), hub.rss()]), quick ? 500 : SAMPLE_MS);
    const slices = [];
    const slice = quick ? 2 : 60;
    const cpu = hub.cpu();
    while ((performance.now() - from) / 1000 < seconds) {
      const figures = await one.ask('offer', { rate, seconds: slice });
      slices.push(figures);
      collected.push([at(), await hub.collectedRss()]);
    }
    clearInterval(timer);
    const lasted = (performance.now() - from) / 1000;
    const used = { own: (hub.cpu().own - cpu.own) / lasted, pg: (hub.cpu().pg - cpu.pg) / lasted };
    await sleep(1_000);
    return report({ people, rate, lasted, used, samples, collected, slices });
  } finally {
    await one.stop();
    await hub.stop();
  }
}

/** Tried until the share is met: the more there is to do, the less each message costs, so no single look tells the rate. */
async function rateFor(hub, one, quick, say) {
  let rate = 100;
  for (let turn = 0; turn < (quick ? 3 : TURNS); turn += 1) {
    const seconds = quick ? 1 : 15;
    const [before, from] = [hub.cpu().own, performance.now()];
    await one.ask('offer', { rate, seconds });
    const share = (hub.cpu().own - before) / ((performance.now() - from) / 1000);
    say(`  ${whole(rate)} messages a second: ${percent(share)} of a core`);
    if (Math.abs(share / SHARE - 1) < NEAR) break;
    rate *= Math.min(2, SHARE / share);
  }
  return rate;
}

function report({ people, rate, lasted, used, samples, collected, slices }) {
  // The first fifth warms caches and rings.
  const later = collected.slice(Math.floor(collected.length / 5));
  const slope = line(later.map(([hours, kib]) => [hours, kib / 1024]));
  const perThousand = slope.slope / (people / 1_000);
  const part = Math.max(1, Math.floor(slices.length / 4));
  const p99Of = (some) =>
    percentile(
      some.flatMap(({ byTime }) => byTime.map(([, took]) => took)),
      0.99,
    );
  const settled = slices.slice(Math.floor(slices.length / 5));
  const [first, last] = [p99Of(settled.slice(0, part)), p99Of(settled.slice(-part))];
  const refused = slices.reduce((sum, one) => sum + one.refused + one.lost, 0);
  const worst = slices.reduce((a, b) => (a.generator.busy > b.generator.busy ? a : b)).generator;
  return {
    tables: [
      {
        columns: ['Tertulia'],
        rows: [
          ['lasted', `${fixed(lasted / 60)} min`],
          ['messages a second', whole(rate)],
          ['messages stored', whole(slices.reduce((sum, { ok }) => sum + ok, 0))],
          ['refused or lost', whole(refused)],
          ['CPU of the hub (100 % is saturated)', percent(used.own)],
          ['CPU of PostgreSQL', percent(used.pg)],
          [
            'memory after a collection: beginning, end',
            [collected[0], collected.at(-1)].map(([, kib]) => `${whole(kib / 1024)} MiB`).join(', '),
          ],
          ['most memory as it stands', `${whole(Math.max(...samples.map(([, kib]) => kib)) / 1024)} MiB`],
          ['slope of the memory after a collection', `${fixed(slope.slope)} MiB/h (R² ${fixed(slope.r2, 2)})`],
          [
            'acknowledgement p50 / p99',
            `${fixed(
              percentile(
                slices.map(({ p50 }) => p50),
                0.5,
              ),
            )} / ${fixed(p99Of(slices))} ms`,
          ],
          ['p99 of the first and the last quarter', `${fixed(first)}, ${fixed(last)} ms`],
          generatorRow([{ generator: worst, saturated: false, voids: [] }]),
        ],
      },
    ],
    figures: { rate, used, collected, slope, first, last },
    verdicts: [
      {
        goal: 'memory < 1 MiB/h per 1,000 connections',
        measured: `${fixed(perThousand, 2)} MiB/h in ${fixed(lasted / 60, 0)} min`,
        met: perThousand < 1,
      },
      { goal: 'p99 drift < 10 %', measured: percent(last / first - 1), met: last / first - 1 < 0.1 },
    ],
  };
}
