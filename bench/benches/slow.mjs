// One reader who takes a byte a second among a thousand: what the others notice, what it costs, and whether he recovers whole.
import { Hub } from '../frame/hub.mjs';
import { fixed, p50p99, percent, whole } from '../frame/numbers.mjs';
import { postRound } from '../frame/posts.mjs';
import { alternate, generatorRow, troubleRows } from '../frame/rounds.mjs';
import { SlowReader } from '../frame/slow-reader.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/posts.mjs';
export const title = 'One reader of 1 byte a second among 1,000 in one room, 50 messages of 2,000 characters a second';
export const goals = ['the others’ p99 changes < 5 %, memory bounded, he recovers whole'];
export const minutes = 7;

const BOUND_KIB = 4_096;

export async function run({ rounds, quick, say }) {
  const people = quick ? 40 : 1_000;
  const load = {
    people,
    senders: people,
    rate: 50,
    textLength: 2_000,
    seconds: quick ? 8 : 28,
    warmup: quick ? 1 : 4,
    rest: 1.5,
    sampleEvery: 5,
  };
  const hub = await Hub.start();
  try {
    const { groups } = await crowd(hub, people + 1, people + 1);
    const [{ room, members }] = groups;
    const stage = { room, tokens: members.slice(1).map(({ token }) => token) };
    const about = { url: hub.url, room, token: members[0].token };
    const without = () => watched(hub, () => postRound(import.meta.url, hub, { ...load, ...stage }));
    const results = await alternate({
      rounds,
      say,
      contenders: [
        ['without', without],
        [
          'with',
          async () => {
            const slow = await SlowReader.enter(about);
            const figures = await without();
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
        columns: ['without him', 'with him'],
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
