import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildServer, cleanUp, newFolder, startHub } from '../ground/hub-process.js';
import { campaign, type Plan, type Report } from './campaign.js';
import { table } from './tally.js';
import { troublesOf, troublesOfEnding } from './verdict.js';

// npm run fuzz -- [--frames N] [--handshakes N] [--seed S] [--slow N] [--log] [--heap /FILE]: hostile frames and handshakes against a hub of its own process.
const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    handshakes: { type: 'string', default: '100000' },
    heap: { type: 'string' },
    log: { type: 'boolean', default: false },
    slow: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const MB = 1024 * 1024;
const HANG_MS = 100;

let [shown, told] = [0, 0];
const plan: Plan = {
  seed: Number(values.seed),
  frames: Number(values.frames),
  handshakes: Number(values.handshakes),
  members: 60,
  guests: 200,
  attackers: 48,
  knockers: 96,
  slow: Number(values.slow),
  untilSlowEnd: true,
  heap: values.heap,
  progress: ({ frames, handshakes, problems, problemCount }, seconds) => {
    for (; told < problems.length; told += 1) console.log(`  ✗ ${problems[told]}`);
    if (seconds - shown < 15) return;
    shown = seconds;
    console.log(
      `  ${seconds.toFixed(0)} s: ${frames.toLocaleString('en')} frames, ${handshakes.toLocaleString('en')} handshakes, ${problemCount} problems`,
    );
  },
};

buildServer();
const folder = newFolder();
const probe = join(folder, 'probe.sock');
const hub = startHub({
  DATA_DIR: join(folder, 'data'),
  NODE_ENV: 'production',
  NODE_OPTIONS: `--import=${join(import.meta.dirname, 'inside.mjs')}`,
  HOSTILE_PROBE: probe,
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(1)));
console.log(`seed ${plan.seed}`);
try {
  const report = await campaign(hub, probe, plan);
  hub.kill('SIGTERM');
  const troubles = [...troublesOf(report), ...troublesOfEnding(await hub.exited, hub.errors())];
  show(report);
  if (values.log) console.log(hub.output().slice(-6_000));
  const longest = Math.max(...report.noise.stops.map(({ workMs }) => workMs));
  if (longest > HANG_MS) troubles.push(`The event loop worked for ${longest.toFixed(0)} ms at a stretch.`);
  for (const trouble of troubles) console.log(`✗ ${trouble}`);
  console.log(
    troubles.length === 0
      ? 'The hub has borne it.'
      : `${troubles.length} troubles; npm run fuzz -- --seed ${plan.seed} repeats the run.`,
  );
  process.exitCode = troubles.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error, hub.output().slice(-3_000), hub.errors().slice(-6_000));
  process.exitCode = 1;
} finally {
  await cleanUp();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

function show({ tally, seconds, honest, before, after, peakRss, noise, slow, outcomes, logLines }: Report): void {
  const mb = (bytes: number) => (bytes / MB).toFixed(1);
  const stops = noise.stops.map(({ lagMs }) => lagMs);
  const work = noise.stops.map(({ workMs }) => workMs);
  for (const line of [
    `${tally.frames.toLocaleString('en')} frames on ${tally.sessions.toLocaleString('en')} connections (${tally.endedByHub.toLocaleString('en')} ended by the hub), ${tally.handshakes.toLocaleString('en')} handshakes, in ${seconds.toFixed(0)} s`,
    `sent: ${table(tally.sent)}`,
    `said: ${table(tally.outcomes)}`,
    `commands as the hub counted them: ${table(outcomes)}`,
    `acknowledgements owed and come: ${tally.answers.toLocaleString('en')}`,
    `longest stop of the event loop ${Math.max(...stops).toFixed(0)} ms, longest work at a stretch ${Math.max(...work).toFixed(0)} ms (CPU ${(noise.cpuMs / 10 / seconds).toFixed(0)} %)`,
    `memory (MB): RSS ${mb(before.rss)} → ${mb(after.rss)} (peak ${mb(peakRss)}), heap after collection ${mb(before.heapUsed)} → ${mb(after.heapUsed)}, external ${mb(before.external)} → ${mb(after.external)}`,
    `descriptors ${before.descriptors} → ${after.descriptors}, sockets ${before.connected} → ${after.connected}, followings ${before.followings} → ${after.followings}`,
    `slow ones: ${slow.begun}, borne for ${(slow.longestMs / 1000).toFixed(0)} s at most, ${slow.left} left`,
    `honest people: ${honest.posted.toLocaleString('en')} posted, ${honest.received.toLocaleString('en')} heard, put off ${honest.putOff} times, ${honest.loudEvents.toLocaleString('en')} events of the loud room in order; acknowledged p50 ${honest.ackMs.p50} p99 ${honest.ackMs.p99} max ${honest.ackMs.max} ms`,
    `log: ${logLines} lines`,
  ])
    console.log(`  ${line}`);
}
