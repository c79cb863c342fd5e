// npm run bench -- list · NAME … [--rounds N] [--quick] [--minutes N] [--profile] · table
// Ours and the bare reference alternate in one run. Results go to .cache/bench/, the tables of docs/performance.md are made of them.
import { cpus, loadavg } from 'node:os';
import { ensureBuilt } from '../scripts/build.mjs';
import { keep, machine } from './frame/results.mjs';
import { tableOf, writePage, writeScale } from './frame/page.mjs';

const NAMES = [
  'room',
  'signals',
  'followers',
  'memory',
  'idle',
  'storm',
  'append',
  'open',
  'read',
  'cuts',
  'comeback',
  'slow',
  'overload',
  'search',
  'stage',
  'soak',
  'model',
];
const ROUNDS = 5;

const load = async (name) => ({ name, ...(await import(`./benches/${name}.mjs`)) });

const words = process.argv.slice(2);
const number = (flag) => {
  const at = words.indexOf(flag);
  return at === -1 ? undefined : Number(words.splice(at, 2)[1]);
};
const [rounds, minutes] = [number('--rounds'), number('--minutes')];
const [quick, profile] = ['--quick', '--profile'].map((flag) => words.includes(flag));
const chosen = words.filter((word) => !word.startsWith('--'));
const unknown = chosen.find((name) => ![...NAMES, 'list', 'table'].includes(name));
if (unknown) {
  console.error(`There is no bench "${unknown}"; there are ${NAMES.join(', ')}.`);
  process.exit(1);
}

if (chosen[0] === 'list')
  for (const name of NAMES) {
    const { title, goals, minutes } = await load(name);
    console.log(
      `${name.padEnd(10)} ${title} (about ${minutes} min)\n${goals.map((goal) => `           · ${goal}`).join('\n')}`,
    );
  }
else if (chosen[0] === 'table') {
  const count = writePage(await Promise.all(NAMES.map(load)), { quick });
  writeScale();
  console.log(`docs/performance.md has the newest runs of ${count} benches.`);
} else {
  await ensureBuilt(['server', 'client']);
  for (const name of chosen.length > 0 ? chosen : NAMES) await measure(await load(name));
}

async function measure(bench) {
  const context = {
    rounds: bench.once ? 1 : (rounds ?? (quick ? 1 : ROUNDS)),
    quick,
    minutes,
    profile,
    say: (line) => console.log(line),
  };
  console.log(
    `\n${bench.name}: ${bench.title} · ${cpus().length} cores, Node ${process.version}, load ${loadavg()[0].toFixed(1)} · ${context.rounds} rounds`,
  );
  const about = { bench: bench.name, at: new Date().toISOString(), machine: machine(), quick, rounds: context.rounds };
  const began = performance.now();
  const result = await bench.run(context);
  if (result === undefined) return;
  keep({ ...about, seconds: Math.round((performance.now() - began) / 1000), ...result });
  for (const table of result.tables) console.log(`\n${table.title ?? ''}\n${tableOf(table)}`);
  for (const note of result.notes ?? []) console.log(note);
  for (const { goal, measured, met } of result.verdicts)
    console.log(`${met === true ? '✓' : met === false ? '✗' : '·'} ${goal}: ${measured}`);
}
