// Reading over HTTP: a page of messages and the snapshot of a room, beside a bare Express route that asks the same SQL.
import { join, resolve } from 'node:path';
import { Generator } from '../frame/generator.mjs';
import { Hub } from '../frame/hub.mjs';
import { fixed, p50p99, percent, percentile, whole } from '../frame/numbers.mjs';
import { profileReport } from '../frame/profile-report.mjs';
import { Reference } from '../frame/reference.mjs';
import { alternate, generatorRow } from '../frame/rounds.mjs';
import { call, crowd, past } from '../frame/stage.mjs';

export { generator } from '../frame/requests.mjs';
export const title = 'A page of 50 messages and the snapshot of a room over HTTP, 32 requests at once';
export const goals = ['≥ 0.7 × the requests of a bare Express route with the same SQL, per CPU-second and a second'];
export const minutes = 4;

const TRIES = 8;
const AGAIN = 3;
const ROUTES = { messages: 'messages', snapshot: 'snapshot' };

export async function run({ rounds, quick, profile, say }) {
  if (profile) return profiled(say);
  const hub = await Hub.start({ preload: ['tell-sql'] });
  let bare;
  try {
    const { people, groups } = await crowd(hub, quick ? 20 : 400, 500);
    const [{ room, members }] = groups;
    await past(hub, room, people[0], quick ? 200 : 5_000);
    const statements = {};
    const bytes = {};
    for (const name of Object.keys(ROUTES)) {
      const [path, { token }] = [`/api/rooms/${room}/${name}`, members[0]];
      statements[name] = await asked(hub, path, token);
      bytes[name] = Buffer.byteLength(JSON.stringify(await call(hub.url, 'GET', path, { token })));
    }
    bare = await Reference.start({
      script: 'bare-read.mjs',
      env: { BENCH_READ: JSON.stringify({ statements, bytes, host: join(hub.dataDir, 'database') }) },
    });
    const load = { atOnce: 32, seconds: quick ? 1 : 5, warmup: quick ? 0.5 : 2 };
    const results = {};
    for (const name of Object.keys(ROUTES)) {
      say(` ${name}: ${statements[name].length} statements`);
      const tokens = members.map(({ token }) => token);
      // Positions and times may be a digit shorter.
      const complete = { ...load, least: bytes[name] * 0.95 };
      results[name] = await alternate({
        rounds,
        say,
        contenders: [
          ['bare', () => answered(bare, hub, { ...complete, path: `/${name}` })],
          ['ours', () => answered(hub, hub, { ...complete, path: `/api/rooms/${room}/${name}`, tokens })],
        ],
      });
    }
    return report(results, statements);
  } finally {
    await bare?.stop();
    await hub.stop();
  }
}

/** What one request asks when everything that is kept is warm: the least of some tries, for who calls is asked now and then. */
async function asked(hub, path, token) {
  let least;
  for (let times = 0; times < TRIES; times += 1) {
    const answer = hub.heard();
    const { ok, status } = await fetch(`${hub.url}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'x-bench-asked': '1' },
    });
    if (!ok) throw new Error(`${path}: ${status}`);
    const all = (await answer).asked;
    if (least === undefined || all.length < least.length) least = all;
  }
  return least;
}

/** The same route again and again, and where the hub's time goes. */
async function profiled(say) {
  const file = resolve('.cache', 'bench-read.cpuprofile');
  const hub = await Hub.start({ profile: file });
  try {
    const { people, groups } = await crowd(hub, 400, 500);
    const [{ room, members }] = groups;
    await past(hub, room, people[0], 5_000);
    const tokens = members.map(({ token }) => token);
    const load = { atOnce: 32, seconds: 8, warmup: 4, path: `/api/rooms/${room}/messages`, tokens };
    setTimeout(() => hub.toggleProfile(), 5_000);
    await round(hub, hub, load);
    hub.toggleProfile();
    say(await profileReport(file));
  } finally {
    await hub.stop();
  }
}

/** Only what was answered is a figure: a round with a failure or a short answer is none, and a contender that has no other gives none. */
async function answered(server, hub, load) {
  for (let tries = 1; ; tries += 1) {
    const figures = await round(server, hub, load);
    if (figures.trouble === undefined) return figures;
    if (tries === AGAIN) throw new Error(`${load.path}: ${figures.trouble}, ${AGAIN} times in a row`);
  }
}

async function round(server, hub, load) {
  const one = new Generator(import.meta.url);
  try {
    const [counting, stopped] = ['counting', 'stopped'].map((word) => one.heard(word));
    const done = one.ask('requests', { url: server.url, ...load });
    await counting;
    const [before, pg, from] = [server.cpu(), hub.cpu().pg, performance.now()];
    await stopped;
    const seconds = (performance.now() - from) / 1000;
    const [own, database] = [server.cpu().own - before.own, hub.cpu().pg - pg];
    const { latencies, failed, bytes, least, generator } = await done;
    const short = load.least !== undefined && least < load.least;
    return {
      perSecond: latencies.length / seconds,
      perCpuSecond: latencies.length / own,
      cpu: own / seconds,
      pg: database / seconds,
      bytes,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      generator,
      ...(failed > 0 || short
        ? { trouble: `${failed} of ${latencies.length} failed, the least answer had ${least} bytes` }
        : {}),
    };
  } finally {
    await one.stop();
  }
}

function report(results, statements) {
  const tables = Object.entries(results).map(([name, { bare, ours }]) => {
    const cells = (work) => [bare, ours].map(work);
    return {
      title: `${name} (${statements[name].length} statements)`,
      columns: ['bare Express', 'Tertulia'],
      rows: [
        ['requests a second', ...cells(({ perSecond }) => whole(perSecond))],
        ['requests per CPU-second of the server', ...cells(({ perCpuSecond }) => whole(perCpuSecond))],
        ['p50 / p99', ...cells(p50p99)],
        ['CPU of the server (100 % is saturated)', ...cells(({ cpu }) => percent(cpu))],
        ['CPU of PostgreSQL', ...cells(({ pg }) => percent(pg))],
        ['bytes of an answer', ...cells(({ bytes }) => whole(bytes))],
        generatorRow([bare, ours]),
      ],
    };
  });
  const verdicts = Object.entries(results).map(([name, { bare, ours }]) => {
    const [wall, cpu] = ['perSecond', 'perCpuSecond'].map((key) => ours[key] / bare[key]);
    return {
      goal: `${name}: ≥ 0.7 × a bare Express route with the same SQL`,
      measured: `${fixed(wall, 2)} × a second, ${fixed(cpu, 2)} × per CPU-second`,
      met: wall >= 0.7,
    };
  });
  return { tables, figures: results, verdicts };
}
