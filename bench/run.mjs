// npm run bench -- [room] [followers] [--rounds N] [--profile]: ours and the bare reference, alternating in one run, medians of
// all rounds. `--profile` runs ours alone and leaves a CPU profile of the hub in .cache/.
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { resolve as absolute } from 'node:path';
import { ensureBuilt } from '../scripts/build.mjs';
import { postgresSeconds, processSeconds } from './cpu.mjs';
import { roomWithGuests, startHub } from './hub.mjs';

const benches = {
  room: {
    title: 'room of 300 at 100 msg/s',
    goal: 'deliveries per CPU-second ≥ 2 × bare, every message stored first',
    load: { clients: 300, senders: 300, rate: 100, seconds: 10, warmup: 10, rest: 1.5, sampleEvery: 10 },
  },
  followers: {
    title: '1,000 followers at 2 msg/s',
    goal: 'p99 ≤ bare + 10 ms, commit included',
    load: { clients: 1000, senders: 20, rate: 2, seconds: 20, warmup: 4, rest: 1.5, sampleEvery: 1 },
  },
};
const ROUND_LIMIT_MS = 180_000;
// Above these the generator itself would be measured.
const MOST_LAG_MS = 20;
const MOST_BUSY = 0.8;

const percentile = (values, p) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN;
};
const median = (values) => percentile(values, 0.5);

function generator() {
  const child = fork(new URL('load.mjs', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  // A round that hangs ends as an error instead of never.
  setTimeout(() => child.kill('SIGKILL'), ROUND_LIMIT_MS).unref();
  const answer = (key) =>
    new Promise((resolve, reject) => {
      const listen = (message) => {
        if (message.failed) reject(new Error(message.failed));
        if (message[key] === undefined) return;
        child.off('message', listen);
        resolve(message);
      };
      child.on('message', listen);
      child.once('exit', () => reject(new Error(`the generator ended before "${key}"`)));
    });
  return { send: (task) => child.send(task), answer };
}

async function round({ url, pid, postmaster, room, tokens, toggleProfile }, load) {
  const cpu = () => ({ own: processSeconds(pid), pg: postmaster ? postgresSeconds(postmaster) : 0 });
  const generated = generator();
  const { sampleEvery, clients } = load;
  generated.send({ connect: { url, room, tokens, sampleEvery, count: clients } });
  await generated.answer('connected');
  const [started, stopped, done] = ['counting', 'stopped', 'deliveries'].map(generated.answer);
  generated.send({ run: { ...load, room } });
  await started;
  toggleProfile?.();
  const [before, from] = [cpu(), performance.now()];
  await stopped;
  const [after, seconds] = [cpu(), (performance.now() - from) / 1000];
  toggleProfile?.();
  const figures = await done;
  generated.send({ close: true });
  const { deliveries, sent, frames, refusals, cutOff, latencies, lag, busy } = figures;
  const [own, pg] = [after.own - before.own, after.pg - before.pg];
  return {
    perCpuSecond: deliveries / own,
    perCpuSecondWithPg: deliveries / (own + pg),
    delivered: deliveries / (sent * clients),
    perFrame: deliveries / frames,
    trouble: refusals + cutOff,
    cpu: own / seconds,
    pg: pg / seconds,
    perMessage: (own / sent) * 1000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    lag,
    busy,
  };
}

async function bare() {
  const child = fork(new URL('bare.mjs', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise((resolve) => child.once('message', resolve));
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => child.kill() };
}

function show(name, rounds) {
  const m = (key, digits = 1, factor = 1) => (median(rounds.map((one) => one[key])) * factor).toFixed(digits);
  console.log(
    `  ${name.padEnd(9)} ${m('perCpuSecond', 0).padStart(8)} deliveries/CPU-s (${m('perCpuSecondWithPg', 0)} with PostgreSQL) · p50 ${m('p50')} p99 ${m('p99')} ms` +
      ` · CPU ${m('cpu', 1, 100)} % + PostgreSQL ${m('pg', 1, 100)} % · ${m('perMessage', 2)} ms CPU a message · ${m('perFrame')} per frame` +
      ` · delivered ${m('delivered', 2, 100)} % · trouble ${m('trouble', 0)} · generator ${m('busy', 0, 100)} % busy, lag p99 ${m('lag')} ms`,
  );
  if (rounds.some(({ delivered, trouble }) => delivered !== 1 || trouble > 0))
    console.log('  NOT VALID: not every message reached everybody exactly once.');
  if (rounds.some(({ lag, busy }) => lag > MOST_LAG_MS || busy > MOST_BUSY))
    console.log(
      `  DOUBTFUL: in some round the generator was late itself (> ${MOST_LAG_MS} ms, > ${MOST_BUSY * 100} % busy).`,
    );
}

function compare(ours, theirs) {
  const of = (rounds, key) => median(rounds.map((one) => one[key]));
  const ratio = (key) => (of(ours, key) / of(theirs, key)).toFixed(2);
  console.log(
    `  ratio ${ratio('perCpuSecond')} × bare per CPU-second of the hub, ${ratio('perCpuSecondWithPg')} × with PostgreSQL's` +
      ` · p99 ${(of(ours, 'p99') - of(theirs, 'p99')).toFixed(1)} ms above bare`,
  );
}

async function compete({ load }, rounds) {
  const [hub, reference] = [await startHub(), await bare()];
  try {
    const guests = await roomWithGuests(hub.url, load.clients);
    const [ours, theirs] = [[], []];
    for (let i = 0; i < rounds; i += 1) {
      theirs.push(await round(reference, load));
      ours.push(await round({ ...hub, toggleProfile: undefined, ...guests }, load));
    }
    show('bare', theirs);
    show('tertulia', ours);
    compare(ours, theirs);
  } finally {
    reference.stop();
    await hub.stop();
  }
}

async function profile(name, { load }) {
  mkdirSync('.cache', { recursive: true });
  const file = absolute('.cache', `bench-${name}.cpuprofile`);
  const hub = await startHub({ profile: file });
  try {
    show('tertulia', [await round({ ...hub, ...(await roomWithGuests(hub.url, load.clients)) }, load)]);
    console.log(`  profile: ${file}`);
  } finally {
    await hub.stop();
  }
}

await ensureBuilt(['server']);
const words = process.argv.slice(2);
const at = words.indexOf('--rounds');
const rounds = at === -1 ? 5 : Number(words.splice(at, 2)[1]);
const chosen = words.filter((word) => !word.startsWith('--'));
const profiling = words.includes('--profile');
const load = loadavg()[0].toFixed(1);
console.log(
  `${cpus().length} cores · ${cpus()[0].model} · Node ${process.version} · load ${load} at the start · ${rounds} alternating rounds, medians`,
);
for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
  const bench = benches[name];
  if (!bench) throw new Error(`There is no bench "${name}"; there are ${Object.keys(benches).join(', ')}.`);
  console.log(`${bench.title} (goal: ${bench.goal})`);
  if (profiling) await profile(name, bench);
  else await compete(bench, rounds);
}
