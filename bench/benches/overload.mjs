// Three times more messages than the hub can store: what it still does, how it refuses the rest, how soon it is itself again.
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, median, percent, percentile, whole } from '../frame/numbers.mjs';
import { generatorRow } from '../frame/rounds.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/writers.mjs';
export const title = 'Messages at three times the capacity: 8,000 people in 1,600 rooms of 5';
export const goals = [
  'goodput ≥ 90 % of the peak, the excess refused with a typed “try again”, ordinary again in < 5 s',
];
export const minutes = 21;

const RECOVERY_S = 5;
const STEADY_S = 3;
const ORDINARY_MS = 300;
const GROWTH = 1.04;
const WAYS = [
  { way: 'patient', name: 'people who wait as told', share: 1 },
  { way: 'deaf', name: 'senders who do not listen', share: 1 / 8 },
];

export async function run({ rounds, quick, say }) {
  const people = quick ? 80 : 8_000;
  const times = quick ? { step: 1, over: 2, after: 4 } : { step: 5, over: 15, after: 20 };
  const hub = await Hub.start();
  try {
    const { groups } = await crowd(hub, people, 5);
    const guests = groups.flatMap(({ room, members }) => members.map(({ token }) => ({ room, token })));
    const all = WAYS.map(({ share, ...way }) => ({ ...way, writers: people * share, rounds: [] }));
    for (let round = 0; round < rounds; round += 1) {
      const one = new Generator(import.meta.url);
      try {
        await one.ask('connect', { url: hub.url, guests });
        for (const { way, writers, name, rounds: before } of all) {
          const start = before.length > 0 ? before.at(-1).peak / 1.6 : quick ? 100 : 1_600;
          const figures = await once(hub, one, { way, writers }, start, times, say);
          before.push(figures);
          say(
            `  round ${round + 1} of ${rounds}, ${name}: peak ${whole(figures.peak)}/s, at 3 × ${whole(figures.goodput)}/s, ordinary after ${fixed(figures.recovery)} s (out of the ordinary: ${figures.restless} before, ${figures.restlessAt.after.length} after)`,
          );
        }
      } finally {
        await one.stop();
      }
    }
    return report(all);
  } finally {
    await hub.stop();
  }
}

/** Each kind of sender is compared with the highest rate that it reached itself. */
async function once(hub, one, who, start, { step, over, after }, say) {
  await one.ask('offer', { ...who, rate: start, seconds: step, settle: 5 });
  let peak = { perSecond: 0 };
  let lasting = 0;
  for (let rate = start, worse = 0; worse < 2; rate *= 1.25) {
    const [cpu, log] = [hub.cpu(), await logOf(hub)];
    const figures = await one.ask('offer', { ...who, rate, seconds: step, settle: 10 });
    const { end, owed } = await logOf(hub);
    const finished = figures.perSecond * (1 - Math.max(0, owed - log.owed) / (end - log.end));
    lasting = Math.max(lasting, finished);
    const used = { cpu: (hub.cpu().own - cpu.own) / step, pg: (hub.cpu().pg - cpu.pg) / step };
    say(
      `   ${whole(rate)}/s wanted: ${whole(figures.perSecond)}/s stored, ${whole(finished)}/s with all that listeners make of them, p99 ${whole(figures.p99)} ms, CPU ${percent(used.cpu, 0)} + ${percent(used.pg, 0)}`,
    );
    worse = figures.perSecond > peak.perSecond * GROWTH ? 0 : worse + 1;
    if (figures.perSecond > peak.perSecond) peak = { ...figures, ...used };
  }
  // What half of that looks like when nothing was too much before.
  const half = { ...who, rate: 0.5 * lasting, seconds: after, settle: 10 };
  const before = await one.ask('offer', half);
  const rss = await hub.collectedRss();
  const heap = hub.heapKib;
  const flood = await one.ask('offer', { ...who, rate: 3 * peak.perSecond, seconds: over });
  const grown = hub.rss() - rss;
  const { owed } = await logOf(hub);
  const calm = await one.ask('offer', half);
  const restless = restlessIn(before.byTime, after);
  const restlessAfter = restlessIn(calm.byTime, after);
  await hub.collectedRss();
  return {
    peak: peak.perSecond,
    peakP99: peak.p99,
    lasting,
    cpu: peak.cpu,
    pg: peak.pg,
    wanted: flood.wished / over,
    sent: flood.sent / over,
    goodput: flood.perSecond,
    floodP50: flood.p50,
    floodP99: flood.p99,
    refused: flood.refused / over,
    refusedP99: flood.refusedP99,
    untyped: flood.untyped + flood.lost,
    codes: flood.codes,
    cutOff: flood.cutOff + calm.cutOff,
    grown: grown / 1024,
    kept: (hub.heapKib - heap) / 1024,
    owed,
    restless: restless.length,
    restlessAt: { before: restless, after: restlessAfter },
    recovery: recoveryOf(restlessAfter, after),
    later: restlessAfter.filter((end) => end > recoveryOf(restlessAfter, after)).length,
    generator: flood.generator,
  };
}

/** The ends of all half seconds in which somebody was refused or p99 was not ordinary. */
function restlessIn(byTime, seconds) {
  const ends = [];
  for (let from = 0; from < seconds; from += 0.5) {
    const took = byTime.filter(([at]) => at >= from && at < from + 0.5).map(([, ms]) => ms);
    if (took.length > 0 && !(percentile(took, 0.99) <= ORDINARY_MS)) ends.push(from + 0.5);
  }
  return ends;
}

/** When the first three seconds in a row begin that are all ordinary; the whole time where there are none. */
function recoveryOf(restless, seconds) {
  const begins = [0, ...restless];
  const ends = [...restless.map((end) => end - 0.5), seconds];
  return begins.find((from, index) => ends[index] - from >= STEADY_S) ?? seconds;
}

/** Where the log ends, and how many events the slowest listener (search, notices, previews) has still to apply. */
async function logOf(hub) {
  const [row] = await hub.sql(
    'select (select max(position) from events) as "end", (select max(position) from events) - min(position) as owed from listener_cursors',
  );
  return { end: Number(row.end), owed: Number(row.owed) };
}

function report(all) {
  const columns = all.map(({ rounds }) => ({
    of: (key) => median(rounds.map((one) => one[key])),
    sum: (key) => rounds.reduce((sum, one) => sum + one[key], 0),
    codes: [...new Set(rounds.flatMap((one) => Object.keys(one.codes)))].join(', ') || 'none',
    generator: {
      busy: median(rounds.map((one) => one.generator.busy)),
      lag: median(rounds.map((one) => one.generator.lag)),
    },
  }));
  const share = ({ of }) => of('goodput') / of('peak');
  const row = (name, cell) => [name, ...columns.map(cell)];
  const [patient] = columns;
  return {
    tables: [
      {
        columns: all.map(({ name, writers }) => `${name} (${whole(writers)})`),
        rows: [
          row('peak, messages stored a second', ({ of }) => `${whole(of('peak'))} (p99 ${whole(of('peakP99'))} ms)`),
          row('… with all that listeners make of them: what can last', ({ of }) => `${whole(of('lasting'))} a second`),
          row('CPU at the peak: hub + PostgreSQL', ({ of }) => `${percent(of('cpu'), 0)} + ${percent(of('pg'), 0)}`),
          row('then wanted to be written, a second', ({ of }) => whole(of('wanted'))),
          row('sent, a second', ({ of }) => whole(of('sent'))),
          row('stored, a second', ({ of }) => `**${whole(of('goodput'))}** (${percent(share({ of }))} of the peak)`),
          row('from written to stored p50 / p99', ({ of }) => `${whole(of('floodP50'))} / ${whole(of('floodP99'))} ms`),
          row('refused, a second', ({ of, codes }) => `${whole(of('refused'))} as ${codes}`),
          row('… told so, p99', ({ of }) => `${whole(of('refusedP99'))} ms`),
          row('… without a time to come back, or lost', ({ sum }) => whole(sum('untyped'))),
          row('sockets cut off', ({ sum }) => whole(sum('cutOff'))),
          row(
            'memory grown under it; of that in use after a collection',
            ({ of }) => `${whole(of('grown'))} MiB; ${whole(of('kept'))} MiB`,
          ),
          row('the slowest listener still owes', ({ of }) => `${whole(of('owed'))} events`),
          row('then, at half of what can last, ordinary again after', ({ of }) => `${fixed(of('recovery'))} s`),
          row(
            'half seconds out of the ordinary (somebody refused, p99 > 300 ms) in 20 s at that rate before the overload; later than that after it',
            ({ of }) => `${whole(of('restless'))}; ${whole(of('later'))}`,
          ),
          generatorRow(columns.map(({ generator }) => ({ generator, saturated: generator.busy > 0.8, voids: [] }))),
        ],
      },
    ],
    notes: [
      'Who waits as told does what the browser’s outbox does: one message under way, and when it is refused the same one again after `retryInMs` and up to half of that more; nothing new is written meanwhile. Who does not listen sends 14 a second or so, whatever the answers say; such a socket is read only every half second.',
      'What can last: stored a second less the share by which the slowest listener (search, notices, previews) fell behind meanwhile, the most of all steps of the climb. The peak is higher, because it is held for five seconds only; three times the peak is what is offered.',
      'Ordinary again: the beginning of the first three seconds in which nobody is refused and p99 is ≤ 300 ms. Single half seconds that are not ordinary (a collection of garbage, a full disk queue) come later as they come without an overload: both are counted.',
    ],
    figures: { ways: all },
    verdicts: [
      {
        goal: 'goodput at 3 × ≥ 90 % of the peak, people who wait as told',
        measured: percent(share(patient)),
        met: share(patient) >= 0.9,
      },
      ...columns.slice(1).map((column) => ({
        goal: 'the same, senders who do not listen',
        measured: percent(share(column)),
      })),
      {
        goal: 'the excess refused with a typed “try again in N s”',
        measured: columns.map(({ codes, sum }) => `${codes}; ${whole(sum('untyped'))} otherwise`).join(' · '),
        met: columns.every(({ sum }) => sum('untyped') === 0),
      },
      {
        goal: 'ordinary again in < 5 s',
        measured: columns.map(({ of }) => `${fixed(of('recovery'))} s`).join(' · '),
        met: columns.every(({ of }) => of('recovery') < RECOVERY_S),
      },
    ],
  };
}
