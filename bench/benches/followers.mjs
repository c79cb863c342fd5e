// A thousand and ten thousand people follow one room in which little is said: how long a message takes to reach them all.
import { Hub } from '../frame/hub.mjs';
import { fixed, p50p99, percent } from '../frame/numbers.mjs';
import { postRound } from '../frame/posts.mjs';
import { Reference } from '../frame/reference.mjs';
import { alternate, generatorRow, troubleRows } from '../frame/rounds.mjs';
import { crowd } from '../frame/stage.mjs';

export { generator } from '../frame/posts.mjs';
export const title = 'One room with 1,000 and with 10,000 followers, 2 messages a second';
export const goals = ['p99 ≤ bare’s + 10 ms, commit included, with 1,000 and with 10,000 followers'];
export const minutes = 12;

export async function run({ rounds, quick, say }) {
  const sizes = quick ? [100] : [1_000, 10_000];
  const results = [];
  for (const people of sizes) {
    say(` ${people} followers`);
    results.push([people, await compete(people, rounds, quick, say)]);
  }
  const verdicts = results.map(([people, { bare, ours }]) => ({
    goal: `${people.toLocaleString('en')} followers: p99 ≤ bare’s + 10 ms`,
    measured: `${fixed(ours.p99)} ms, bare ${fixed(bare.p99)} ms: ${fixed(ours.p99 - bare.p99)} ms above`,
    met: ours.p99 <= bare.p99 + 10,
  }));
  return { tables: results.map(([people, both]) => table(people, both)), figures: results, verdicts };
}

async function compete(people, rounds, quick, say) {
  const big = people > 1_000;
  const load = {
    people,
    processes: big ? 2 : 1,
    senders: 20,
    rate: 2,
    seconds: quick ? 3 : 12,
    warmup: quick ? 1 : big ? 6 : 3,
    rest: big ? 3 : 1.5,
  };
  const [hub, bare] = [await Hub.start(), await Reference.start()];
  try {
    const { groups } = await crowd(hub, people, people);
    const stage = { room: groups[0].room, tokens: groups[0].members.map(({ token }) => token) };
    return await alternate({
      rounds,
      say,
      contenders: [
        ['bare', () => postRound(import.meta.url, bare, load)],
        ['ours', () => postRound(import.meta.url, hub, { ...load, ...stage })],
      ],
    });
  } finally {
    await bare.stop();
    await hub.stop();
  }
}

function table(people, { bare, ours }) {
  const cells = (work) => [bare, ours].map(work);
  return {
    title: `${people.toLocaleString('en')} followers`,
    columns: ['bare', 'Tertulia'],
    rows: [
      ['delivery p50 / p99', ...cells(p50p99)],
      ['acknowledgement p50 / p99', ...cells(({ ackP50, ackP99 }) => p50p99({ p50: ackP50, p99: ackP99 }))],
      ['CPU of the server (100 % is saturated)', ...cells(({ cpu }) => percent(cpu))],
      ['CPU of PostgreSQL', ...cells(({ pg }) => (pg > 0 ? percent(pg) : '–'))],
      ['delivered', ...cells(({ delivered }) => percent(delivered, 2))],
      generatorRow([bare, ours]),
      ...troubleRows([bare, ours]),
    ],
  };
}
