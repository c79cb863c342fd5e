// How many facts a second the event log takes in, inside its process, beside what the same tables take when nobody asks anything.
import { fixed, whole } from '../frame/numbers.mjs';
import { Generator } from '../frame/generator.mjs';
import { alternate } from '../frame/rounds.mjs';

export { generator } from '../frame/append-worker.mjs';
export const title = 'append in the process of the log, with one stream and with 500 streams, fsync on';
export const goals = [
  '≥ 0.4 × the multi-row insert ceiling of the same tables',
  '≥ 10 × one commit per message, one after another',
];
export const minutes = 5;

const NAMES = {
  single: 'one commit a message',
  ceiling: 'multi-row inserts',
  append: '`append`, bare decider',
  chat: '`chat.post`, whole',
};

export async function run({ rounds, quick, say }) {
  const worker = new Generator(import.meta.url);
  try {
    await worker.ask('open', 500);
    const sizes = [1, 500];
    const results = {};
    for (const streams of sizes) {
      say(` ${streams} streams`);
      const ways = ['single', 'ceiling', 'append', 'chat'];
      const task = (way) => ({ way, streams, seconds: quick ? 1 : 4, warmup: quick ? 0.3 : 1.5 });
      const contenders = ways.map((way) => [
        way,
        async () => ({ generator: { busy: 0, lag: 0 }, ...(await worker.ask('measure', task(way))) }),
      ]);
      results[streams] = await alternate({ rounds, contenders, say });
    }
    return report(sizes, results);
  } finally {
    await worker.ask('close').catch((error) => say(`  ${error.message}`));
    await worker.stop();
  }
}

function report(sizes, results) {
  const ways = Object.keys(NAMES);
  const tables = sizes.map((streams) => ({
    title: streams === 1 ? 'One stream' : `${streams} streams`,
    columns: ways.map((way) => NAMES[way]),
    rows: [
      ['facts a second', ...ways.map((way) => whole(results[streams][way].perSecond))],
      ['told to come again', ...ways.map((way) => whole(results[streams][way].refused))],
      ['acknowledged p50 / p99', ...ways.map((way) => latency(results[streams][way]))],
      ['µs of CPU of the process each', ...ways.map((way) => whole(results[streams][way].microseconds))],
      ['µs of CPU of PostgreSQL each', ...ways.map((way) => whole(results[streams][way].microsecondsPg))],
    ],
  }));
  const verdicts = sizes.flatMap((streams) => {
    const { single, ceiling, append, chat } = results[streams];
    const of = streams === 1 ? 'one stream' : `${streams} streams`;
    const [up, down] = [append.perSecond / ceiling.perSecond, append.perSecond / single.perSecond];
    return [
      {
        goal: `${of}: ≥ 0.4 × the multi-row ceiling`,
        measured: `${fixed(up, 2)} × (${fixed(chat.perSecond / ceiling.perSecond, 2)} × with all that chat asks)`,
        met: up >= 0.4,
      },
      {
        goal: `${of}: ≥ 10 × single commits`,
        measured: `${fixed(down, 1)} × (${fixed(chat.perSecond / single.perSecond, 1)} × with all that chat asks)`,
        met: down >= 10,
      },
    ];
  });
  return { tables, figures: results, verdicts };
}

const latency = ({ p50, p99 }) => `${fixed(p50)} / ${fixed(p99)} ms`;
