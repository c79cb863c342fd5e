// npm run bench [room|followers] [-- --rounds N]: ours and the bare reference, alternating in one run, medians of all rounds.
import { fork } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { roomWithGuests, startHub } from './hub.mjs';

const benches = {
  room: {
    title: 'room of 300 at 100 msg/s',
    clients: 300,
    senders: 300,
    rate: 100,
    seconds: 8,
    warmup: 3,
    goal: 'deliveries per CPU-second ≥ 2 × bare',
  },
  followers: {
    title: '1,000 followers at 2 msg/s',
    clients: 1000,
    senders: 20,
    rate: 2,
    seconds: 15,
    warmup: 3,
    goal: 'p99 ≤ bare + 10 ms, commit included',
  },
};
const TICKS = 100;

const stat = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
const cpuSeconds = (pid) => (Number(stat(pid)[11]) + Number(stat(pid)[12])) / TICKS;

/** CPU of the database: the postmaster whose command line names this data folder, and its children that live now. */
function postgresSeconds(dataDir) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  let sum = 0;
  for (const pid of pids) {
    try {
      if (!readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) continue;
      const parent = stat(pid)[1];
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${parent}/cmdline`, 'utf8');
      if (line.includes(dataDir)) sum += cpuSeconds(pid);
    } catch (error) {
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
    }
  }
  return sum;
}

const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN;
const median = (values) =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

function generator() {
  const child = fork(new URL('load.mjs', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answer = (key) =>
    new Promise((resolve, reject) => {
      const listen = (message) => {
        if (message.failed) reject(new Error(message.failed));
        if (message[key] === undefined) return;
        child.off('message', listen);
        resolve(message);
      };
      child.on('message', listen);
    });
  return { send: (task) => child.send(task), answer };
}

async function round({ url, pid, dataDir, room, tokens }, bench) {
  const load = generator();
  load.send({ connect: { url, room, tokens, count: bench.clients } });
  await load.answer('connected');
  const started = load.answer('counting');
  const stopped = load.answer('stopped');
  const done = load.answer('deliveries');
  load.send({ run: { ...bench, room } });
  await started;
  const before = { cpu: cpuSeconds(pid), pg: dataDir ? postgresSeconds(dataDir) : 0 };
  await stopped;
  const after = { cpu: cpuSeconds(pid), pg: dataDir ? postgresSeconds(dataDir) : 0 };
  const figures = await done;
  load.send({ close: true });
  const latencies = figures.latencies.sort((a, b) => a - b);
  const cpu = after.cpu - before.cpu;
  return {
    perCpuSecond: figures.deliveries / cpu,
    delivered: figures.deliveries / (figures.sent * bench.clients),
    perFrame: figures.deliveries / figures.frames,
    refusals: figures.refusals,
    cpu: cpu / bench.seconds,
    pg: (after.pg - before.pg) / bench.seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    lag: figures.lag,
  };
}

async function bare() {
  const child = fork(new URL('bare.mjs', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise((resolve) => child.once('message', resolve));
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => child.kill() };
}

function show(name, rounds) {
  const m = (key) => median(rounds.map((r) => r[key]));
  const f = (value, digits = 1) => value.toFixed(digits);
  console.log(
    `  ${name.padEnd(9)} ${f(m('perCpuSecond'), 0).padStart(8)} deliveries/CPU-s · p50 ${f(m('p50'))} p99 ${f(m('p99'))} ms · CPU ${f(m('cpu') * 100, 0)} %` +
      ` · PostgreSQL ${f(m('pg') * 100, 0)} % · ${f(m('perFrame'))} per frame · delivered ${f(m('delivered') * 100, 2)} %` +
      ` · refused ${m('refusals')} · generator lag p99 ${f(m('lag'))} ms`,
  );
}

const words = process.argv.slice(2);
const at = words.indexOf('--rounds');
const rounds = at === -1 ? 5 : Number(words.splice(at, 2)[1]);
const chosen = words.length > 0 ? words : Object.keys(benches);
console.log(
  `${cpus().length} cores · ${cpus()[0].model} · Node ${process.version} · ${rounds} alternating rounds, medians`,
);
for (const name of chosen) {
  const bench = benches[name];
  if (!bench) throw new Error(`There is no bench "${name}"; there are ${Object.keys(benches).join(', ')}.`);
  console.log(`${bench.title} (goal: ${bench.goal})`);
  const hub = await startHub();
  const reference = await bare();
  try {
    const guests = await roomWithGuests(hub.url, bench.clients);
    const ours = [];
    const theirs = [];
    for (let i = 0; i < rounds; i += 1) {
      theirs.push(await round(reference, bench));
      ours.push(await round({ ...hub, ...guests }, bench));
    }
    show('bare', theirs);
    show('tertulia', ours);
    const ratio = median(ours.map((r) => r.perCpuSecond)) / median(theirs.map((r) => r.perCpuSecond));
    console.log(
      `  ratio ${ratio.toFixed(2)} × bare per CPU-second · p99 ${(median(ours.map((r) => r.p99)) - median(theirs.map((r) => r.p99))).toFixed(1)} ms above bare`,
    );
  } finally {
    reference.stop();
    await hub.stop();
  }
}
