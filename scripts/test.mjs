// `npm test`: set-up, checks and every suite, one after another. `npm test -- e2e chat` runs one suite (and only those files).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './install.mjs';
import { node24, root } from './node24.mjs';
import { Sentence } from './progress.mjs';

const checks = ['server-types', 'client-types', 'lint', 'boundaries', 'size'];
const suites = ['unit', 'contract', 'e2e', 'faults', 'journeys'];
// The suites that cannot run without a program of the system.
const needs = { e2e: ['redis', 'nginx', 'worker'], journeys: ['chromium', 'worker'] };
const results = join(root, '.cache', 'results');
// Tells a suite that hangs from one on a slow machine.
const SUITE_LIMIT_MS = 35 * 60_000;
const EXIT_LIMIT_MS = 15_000;

const total = { passed: 0, failed: 0 };
const [wanted, ...patterns] = process.argv.slice(2);
let child;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    child?.kill(signal);
    process.exitCode = 130;
    setTimeout(() => process.exit(130), 10_000).unref();
  });

try {
  if (wanted !== undefined && ![...checks, ...suites, 'check'].includes(wanted))
    throw new Sentence(`There is no suite "${wanted}"; there are check, ${[...checks, ...suites].join(', ')}.`);
  await runAll();
} catch (error) {
  console.error(error instanceof Sentence ? error.message : error);
  total.failed += 1;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

async function runAll() {
  await ensureDependencies();
  const chosenSuites = suites.filter((name) => wanted === undefined || wanted === name);
  const tools = [...new Set(chosenSuites.flatMap((name) => needs[name] ?? []))];
  const { findTools } = await import('./system-tools.mjs');
  const { env, missing } = await findTools(tools.filter((name) => name !== 'worker'));
  if (tools.includes('worker')) await findWorker(env, missing);
  if (chosenSuites.some((name) => name !== 'unit')) {
    const { ensureBuilt } = await import('./build.mjs');
    await ensureBuilt();
  }
  await runChecks(checks.filter((name) => wanted === undefined || wanted === name || wanted === 'check'));
  for (const name of chosenSuites) {
    const lacking = (needs[name] ?? []).find((tool) => missing.has(tool));
    if (lacking === undefined) await runSuite(name, env);
    else fail(name, missing.get(lacking));
  }
}

// It is no program of the system: it comes with a version of mediasoup.
async function findWorker(env, missing) {
  const { ensureWorker } = await import('./setup-media.mjs');
  try {
    env.MEDIASOUP_WORKER_BIN = await ensureWorker();
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    missing.set('worker', error.message);
  }
}

async function runChecks(names) {
  if (names.length === 0) return;
  console.log('\ncheck');
  const { check } = await import('./check.mjs');
  const failed = await check(names);
  for (const { name, output } of failed) fail(name, output.trimEnd());
  total.passed += names.length - failed.length;
}

function fail(name, why) {
  total.failed += 1;
  console.log(`\n✗ ${name}\n${why}`);
}

async function runSuite(name, env) {
  const began = performance.now();
  const file = join(results, `${name}.json`);
  mkdirSync(results, { recursive: true });
  rmSync(file, { force: true });
  console.log(`\n${name}`);
  const trouble = await runJest(name, file, env);
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  const passed = counted?.numPassedTests ?? 0;
  const broken = counted?.numRuntimeErrorTestSuites ?? 0;
  // A run that ended badly without a failed test has failed all the same.
  const failed = (counted?.numFailedTests ?? 0) + broken;
  const more = failed === 0 && trouble !== undefined ? 1 : 0;
  total.passed += passed;
  total.failed += failed + more;
  const skipped = counted?.numPendingTests ? `, ${counted.numPendingTests} skipped` : '';
  console.log(
    `${name}: ${passed} passed, ${failed + more} failed${skipped} in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  if (more > 0) console.log(trouble);
}

/** Resolves with a sentence when the runner did not end well. */
async function runJest(name, file, env) {
  const { jestArguments } = await import('./jest-run.mjs');
  const args = jestArguments(name, ['--json', `--outputFile=${file}`, ...patterns]);
  return new Promise((resolve) => {
    let trouble;
    // The results go to the file; what Jest prints beside them is on stderr.
    child = spawn(node24(), args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env },
    });
    const stop = (why) => {
      trouble = why;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    };
    const limit = setTimeout(() => stop(`The suite ${name} did not end in time.`), SUITE_LIMIT_MS);
    let written;
    const watch = setInterval(() => {
      if (!existsSync(file)) return;
      written ??= performance.now();
      if (trouble === undefined && performance.now() - written > EXIT_LIMIT_MS)
        stop(`The suite ${name} has left something open.`);
    }, 1_000);
    child.on('close', (code) => {
      clearTimeout(limit);
      clearInterval(watch);
      resolve(trouble ?? (code === 0 ? undefined : `The runner of ${name} ended with code ${code}.`));
    });
  });
}
