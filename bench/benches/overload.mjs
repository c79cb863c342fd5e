// Three times more messages than the hub can store: what it still does, how it refuses the rest, how soon it is itself again.
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, median, percent, percentile, whole } from '../frame/numbers.mjs';
import { generatorRow } from '../frame/rounds.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/writers.mjs';
export const title = 'Messages at three times the capacity: 1,000 people in 200 rooms of 5';
export const goals = [
  'goodput ≥ 90 % of the peak, the excess refused with a typed “try again”, ordinary again in < 5 s',
];
export const minutes = 8;

const RECOVERY_S = 5;
const ORDINARY_MS = 300;
const GROWTH = 1.04;

export async function run({ rounds, quick, say }) {
  const people = quick ? 50 : 1_000;
  const times = quick ? { step: 1, over: 2, after: 4 } : { step: 5, over: 15, after: 12 };
  const hub = await Hub.start();
  try {
    const { groups } = await crowd(hub, people, 5);
    const guests = groups.flatMap(({ room, members }) => members.map(({ token }) => ({ room, token })));
    const all = [];
    let start = quick ? 100 : 800;
    for (let round = 0; round < rounds; round += 1) {
      const figures = await once(hub, guests, start, times, say);
      start = figures.peak / 1.6;
      all.push(figures);
      say(
        `  round ${round + 1} of ${rounds}: peak ${whole(figures.peak)}/s, at 3 × ${whole(figures.goodput)}/s, ordinary after ${fixed(figures.recovery)} s`,
      );
    }
    return report(all);
  } finally {
    await hub.stop();
  }
}

async function once(hub, guests, start, { step, over, after }, say) {
  const one = new Generator(import.meta.url);
  try {
    await one.ask('connect', { url: hub.url, guests });
    await one.ask('offer', { rate: start, seconds: step, settle: 5 });
    let peak = { perSecond: 0 };
    for (let rate = start, worse = 0; worse < 2; rate *= 1.25) {
      const cpu = hub.cpu();
      const figures = await one.ask('offer', { rate, seconds: step, settle: 10 });
      const used = { cpu: (hub.cpu().own - cpu.own) / step, pg: (hub.cpu().pg - cpu.pg) / step };
      say(
        `   ${whole(rate)}/s offered: ${whole(figures.perSecond)}/s stored, p99 ${whole(figures.p99)} ms, CPU ${percent(used.cpu, 0)} + ${percent(used.pg, 0)}`,
      );
      worse = figures.perSecond > peak.perSecond * GROWTH ? 0 : worse + 1;
      if (figures.perSecond > peak.perSecond) peak = { ...figures, ...used };
    }
    const rss = hub.rss();
    const flood = await one.ask('offer', { rate: 3 * peak.perSecond, seconds: over });
    const grown = hub.rss() - rss;
    const calm = await one.ask('offer', { rate: 0.5 * peak.perSecond, seconds: after, settle: 10 });
    return {
      peak: peak.perSecond,
      peakP99: peak.p99,
      cpu: peak.cpu,
      pg: peak.pg,
      offered: flood.sent / over,
      goodput: flood.perSecond,
      floodP99: flood.p99,
      refused: flood.refused / flood.sent,
      refusedP99: flood.refusedP99,
      untyped: flood.untyped + flood.lost,
      codes: flood.codes,
      cutOff: calm.cutOff,
      grown: grown / 1024,
      recovery: recoveryOf(calm.byTime, after),
      generator: flood.generator,
    };
  } finally {
    await one.stop();
  }
}

/** The end of the last half second in which somebody was refused or p99 was not ordinary. */
function recoveryOf(byTime, seconds) {
  let last = 0;
  for (let from = 0; from < seconds; from += 0.5) {
    const took = byTime.filter(([at]) => at >= from && at < from + 0.5).map(([, ms]) => ms);
    if (took.length > 0 && !(percentile(took, 0.99) <= ORDINARY_MS)) last = from + 0.5;
  }
  return last;
}

function report(all) {
  const of = (key) => median(all.map((one) => one[key]));
  const generator = { busy: of('busy'), lag: of('lag') };
  Object.assign(generator, {
    busy: median(all.map((one) => one.generator.busy)),
    lag: median(all.map((one) => one.generator.lag)),
  });
  const share = of('goodput') / of('peak');
  const untyped = all.reduce((sum, one) => sum + one.untyped, 0);
  const cutOff = all.reduce((sum, one) => sum + one.cutOff, 0);
  const codes = [...new Set(all.flatMap((one) => Object.keys(one.codes)))].join(', ') || 'none';
  return {
    tables: [
      {
        columns: ['Tertulia'],
        rows: [
          ['peak, messages stored a second', `${whole(of('peak'))} (p99 ${whole(of('peakP99'))} ms)`],
          ['CPU at the peak: hub + PostgreSQL', `${percent(of('cpu'), 0)} + ${percent(of('pg'), 0)}`],
          ['offered then', `${whole(of('offered'))} a second`],
          ['stored of them', `${whole(of('goodput'))} a second (p99 ${whole(of('floodP99'))} ms)`],
          ['refused', `${percent(of('refused'))} as ${codes}, p99 ${whole(of('refusedP99'))} ms`],
          ['refused without a time to come back, or lost', whole(untyped)],
          ['sockets cut off', whole(cutOff)],
          ['memory grown under it', `${fixed(of('grown'))} MiB`],
          ['ordinary again (nobody refused, p99 ≤ 300 ms) after', `${fixed(of('recovery'))} s`],
          generatorRow([{ generator, saturated: generator.busy > 0.8, voids: [] }]),
        ],
      },
    ],
    figures: { rounds: all },
    verdicts: [
      { goal: 'goodput at 3 × ≥ 90 % of the peak', measured: percent(share), met: share >= 0.9 },
      {
        goal: 'the excess refused with a typed “try again in N s”',
        measured: `${codes}; ${whole(untyped)} otherwise`,
        met: untyped === 0,
      },
      { goal: 'ordinary again in < 5 s', measured: `${fixed(of('recovery'))} s`, met: of('recovery') < RECOVERY_S },
    ],
  };
}
