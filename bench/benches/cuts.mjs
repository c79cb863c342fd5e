// 2,000 clients whose line is cut for 2 s every 15 s: who misses something, and how soon those who come back have it.
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { p50p99, percent, percentile, whole } from '../frame/numbers.mjs';
import { Reference } from '../frame/reference.mjs';
import { alternate, generatorRow, troubleRows } from '../frame/rounds.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/tunnels.mjs';
export const title = '2,000 clients in ten rooms, each cut for 2 s every 15 s, 1 message a second in every room';
export const goals = ['100 % delivered, replay p99 ≤ 1.0 s'];
export const minutes = 13;

const P99_MS = 1_000;

export async function run({ rounds, quick, say }) {
  const [roomsCount, size] = quick ? [2, 20] : [10, 200];
  const load = quick
    ? { every: 3_000, gone: 700, seconds: 7, rest: 3 }
    : { every: 15_000, gone: 2_000, seconds: 30, rest: 6 };
  const hub = await Hub.start();
  const bare = await Reference.start();
  const recovering = await Reference.start({ env: { BENCH_RECOVERY: '1' } });
  try {
    const { groups } = await crowd(hub, roomsCount * (size + 1), size + 1);
    const results = await alternate({
      rounds,
      say,
      contenders: [
        ['bare', () => round(bare, groups, { ...load, kind: 'bare' })],
        ['recovery', () => round(recovering, groups, { ...load, kind: 'recovery' })],
        ['ours', () => round(hub, groups, { ...load, kind: 'ours' })],
      ],
    });
    return report(results);
  } finally {
    await bare.stop();
    await recovering.stop();
    await hub.stop();
  }
}

async function round(server, groups, load) {
  const one = new Generator(import.meta.url);
  try {
    await one.ask('connect', { url: server.url, kind: load.kind, groups });
    const [before, from] = [server.cpu(), performance.now()];
    const figures = await one.ask('run', load);
    const [after, seconds] = [server.cpu(), (performance.now() - from) / 1000];
    const { replays, expected, received, twice, cuts, notBack, resyncs, generator } = figures;
    return {
      delivered: received / expected,
      twice,
      cuts,
      notBack,
      resyncs,
      replayed: replays.length,
      p50: percentile(replays, 0.5),
      p99: percentile(replays, 0.99),
      cpu: (after.own - before.own) / seconds,
      pg: (after.pg - before.pg) / seconds,
      generator,
    };
  } finally {
    await one.stop();
  }
}

function report({ bare, recovery, ours }) {
  const all = [bare, recovery, ours];
  const cells = (work) => all.map(work);
  return {
    tables: [
      {
        columns: ['bare', 'with connection state recovery', 'Tertulia'],
        rows: [
          ['delivered', ...cells(({ delivered }) => percent(delivered, 2))],
          ['delivered twice', ...cells(({ twice }) => whole(twice))],
          ['from the line being back to what was missed, p50 / p99', ...cells(p50p99)],
          ['messages caught up with', ...cells(({ replayed }) => whole(replayed))],
          ['cuts', ...cells(({ cuts }) => whole(cuts))],
          ['never back', ...cells(({ notBack }) => whole(notBack))],
          ['told to load a snapshot', ...cells(({ resyncs }) => whole(resyncs))],
          ['CPU of the server (100 % is saturated)', ...cells(({ cpu }) => percent(cpu))],
          ['CPU of PostgreSQL', ...cells(({ pg }) => (pg > 0 ? percent(pg) : '–'))],
          generatorRow(all),
          ...troubleRows(all),
        ],
      },
    ],
    figures: { bare, recovery, ours },
    verdicts: [
      {
        goal: goals[0],
        measured: `${percent(ours.delivered, 2)}, p99 ${whole(ours.p99)} ms (recovery ${percent(recovery.delivered, 2)}, ${whole(recovery.p99)} ms; bare ${percent(bare.delivered, 2)})`,
        met: ours.delivered === 1 && ours.twice === 0 && ours.notBack === 0 && ours.p99 <= P99_MS,
      },
    ],
  };
}
