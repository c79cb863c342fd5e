// Everybody comes at once: connect, show who one is, open one room.
import { resolve } from 'node:path';
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { p50p99, percent, percentile, whole } from '../frame/numbers.mjs';
import { profileReport } from '../frame/profile-report.mjs';
import { Reference } from '../frame/reference.mjs';
import { alternate, generatorRow, troubleRows } from '../frame/rounds.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/idlers.mjs';
export const title = '5,000 people connect, authenticate and open one room of 50, 1,000 of them a second';
export const goals = ['≥ 1,000 a second, p99 < 2 s'];
export const minutes = 4;

const P99_MS = 2_000;

export async function run({ rounds, quick, profile, say }) {
  const [count, perSecond] = quick ? [100, 200] : [5_000, 1_000];
  if (profile) return profiled(count, perSecond, say);
  const [hub, bare] = [await Hub.start(), await Reference.start()];
  try {
    const guests = await guestsOf(hub, count);
    const plain = guests.map(({ streams }) => ({ auth: { rooms: streams }, streams: [] }));
    const results = await alternate({
      rounds,
      say,
      contenders: [
        ['bare', () => round(bare, plain, perSecond)],
        ['ours', () => round(hub, guests, perSecond)],
      ],
    });
    return report(results, perSecond);
  } finally {
    await bare.stop();
    await hub.stop();
  }
}

async function guestsOf(hub, count) {
  const { groups } = await crowd(hub, count, 50);
  return groups.flatMap(({ room, members }) =>
    members.map(({ token }) => ({ auth: { token, protocol: 1 }, streams: [`room:${room}`] })),
  );
}

/** Twice: the first storm warms the code up, the second is looked at. */
async function profiled(count, perSecond, say) {
  const file = resolve('.cache', 'bench-storm.cpuprofile');
  const hub = await Hub.start({ profile: file });
  try {
    const guests = await guestsOf(hub, count);
    await round(hub, guests, perSecond);
    hub.toggleProfile();
    await round(hub, guests, perSecond);
    hub.toggleProfile();
    say(await profileReport(file));
  } finally {
    await hub.stop();
  }
}

async function round(server, guests, perSecond) {
  const load = new Generator(import.meta.url);
  try {
    const before = server.cpu();
    const { took, failures, reasons, toldToWait, seconds, generator } = await load.ask('storm', {
      url: server.url,
      guests,
      perSecond,
    });
    const after = server.cpu();
    return {
      perSecond: took.length / seconds,
      p50: percentile(took, 0.5),
      p99: percentile(took, 0.99),
      cpu: (after.own - before.own) / seconds,
      pg: (after.pg - before.pg) / seconds,
      microseconds: ((after.own - before.own) / guests.length) * 1e6,
      toldToWait,
      microsecondsPg: ((after.pg - before.pg) / guests.length) * 1e6,
      generator,
      ...(failures > 0 ? { trouble: `${failures} did not get in (${reasons.join('; ')})` } : {}),
    };
  } finally {
    await load.ask('leave');
    await load.stop();
  }
}

function report({ bare, ours }, perSecond) {
  const cells = (work) => [bare, ours].map(work);
  return {
    tables: [
      {
        columns: ['bare', 'Tertulia'],
        rows: [
          ['in their room a second', ...cells((one) => whole(one.perSecond))],
          ['from dialling to the open room p50 / p99', ...cells(p50p99)],
          ['told to come a little later', ...cells(({ toldToWait }) => whole(toldToWait))],
          ['µs of CPU each', ...cells(({ microseconds }) => whole(microseconds))],
          ['µs of PostgreSQL’s CPU each', '–', whole(ours.microsecondsPg)],
          ['CPU of the server (100 % is saturated)', ...cells(({ cpu }) => percent(cpu))],
          generatorRow([bare, ours]),
          ...troubleRows([bare, ours]),
        ],
      },
    ],
    figures: { bare, ours },
    verdicts: [
      {
        goal: goals[0],
        measured: `${whole(ours.perSecond)} a second, p99 ${whole(ours.p99)} ms`,
        // Those who come last still have their way to go when the last second is over.
        met: ours.perSecond >= perSecond * 0.95 && ours.p99 < P99_MS && ours.troubles.length === 0,
      },
    ],
  };
}
