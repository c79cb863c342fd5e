// `node scripts/run24.mjs scripts/lighthouse.mjs`: landing and sign-in of the built hub as a phone sees them, median of three; writes docs/lighthouse.md.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { ensureBuilt } from './build.mjs';
import { node24, root } from './node24.mjs';
import { Sentence, step } from './progress.mjs';
import { findTools } from './system-tools.mjs';

const PAGES = [
  { name: 'Landing', path: '/' },
  { name: 'Sign in', path: '/sign-in' },
];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const FIGURES = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
];
const RUNS = 3;
const GOAL = 95;

async function main() {
  const { env, missing } = await findTools(['chromium']);
  for (const advice of missing.values()) throw new Sentence(advice);
  await ensureBuilt();
  const hub = await startHub();
  const debugging = await freePort();
  const browser = await chromium.launch({
    executablePath: env.CHROMIUM_PATH,
    args: [
      '--no-sandbox',
      `--remote-debugging-port=${debugging}`,
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
  try {
    const results = [];
    for (const { name, path } of PAGES) {
      const runs = [];
      for (let run = 1; run <= RUNS; run += 1)
        runs.push(await step(`${name}, run ${run}`, () => look(`${hub.url}${path}`, debugging)));
      results.push({ name, path, runs });
    }
    writeFileSync(join(root, 'docs', 'lighthouse.md'), report(results));
    for (const { name, runs } of results)
      console.log(`  ${name}: ${CATEGORIES.map((one) => `${one} ${median(runs, one)}`).join(', ')}`);
    if (results.some(({ runs }) => CATEGORIES.some((one) => median(runs, one) < GOAL))) process.exitCode = 1;
  } finally {
    await browser.close();
    await hub.stop();
  }
}

/** One visit: scores of 0–100 by category, figures as Lighthouse measures them, and what it complains of. */
async function look(url, port) {
  const { lhr } = await lighthouse(url, { port, output: 'json', logLevel: 'error', onlyCategories: CATEGORIES });
  const complaints = Object.values(lhr.audits)
    .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== 'informative')
    .map(({ id }) => id);
  return {
    ...Object.fromEntries(CATEGORIES.map((one) => [one, Math.round((lhr.categories[one]?.score ?? 0) * 100)])),
    ...Object.fromEntries(FIGURES.map((one) => [one, lhr.audits[one]?.numericValue ?? 0])),
    complaints,
    version: lhr.lighthouseVersion,
  };
}

function median(runs, name) {
  return runs.map((run) => run[name]).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)];
}

function report(results) {
  const seconds = (runs, name) => `${(median(runs, name) / 1000).toFixed(2)} s`;
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const scores = results.map(({ name, path, runs }) =>
    row([`${name} \`${path}\``, ...CATEGORIES.map((one) => median(runs, one))]),
  );
  const figures = results.map(({ name, runs }) =>
    row([
      name,
      seconds(runs, 'first-contentful-paint'),
      seconds(runs, 'largest-contentful-paint'),
      `${Math.round(median(runs, 'total-blocking-time'))} ms`,
      median(runs, 'cumulative-layout-shift').toFixed(3),
      seconds(runs, 'speed-index'),
    ]),
  );
  const single = results.map(
    ({ name, runs }) => `- ${name}: performance ${runs.map((run) => run.performance).join(', ')}`,
  );
  const left = results.map(({ name, runs }) => {
    const ids = [...new Set(runs.flatMap(({ complaints }) => complaints))];
    return `- ${name}: ${ids.length > 0 ? ids.map((id) => `\`${id}\``).join(', ') : 'nothing'}`;
  });
  return `# Lighthouse

Lighthouse ${results[0].runs[0].version} with its mobile preset (a slow phone on slow 4G, simulated), hub and browser on one two-core machine, median of ${RUNS} runs on an empty cache. Load average of the machine meanwhile: ${loadavg()[0].toFixed(1)}; above 1 other programs take their share, and blocking time grows with them. \`node scripts/run24.mjs scripts/lighthouse.mjs\` measures again and writes this page. Goal: ≥ ${GOAL} in all four.

| page | performance | accessibility | best practices | SEO |
|---|---|---|---|---|
${scores.join('\n')}

| page | first paint | largest paint | blocking | layout shift | speed index |
|---|---|---|---|---|---|
${figures.join('\n')}

Single runs:

${single.join('\n')}

What Lighthouse would still improve:

${left.join('\n')}
`;
}

/** The built hub as somebody runs it, without demo, on a port and in a folder of its own. */
async function startHub() {
  const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-lighthouse-'));
  chmodSync(dataDir, 0o755);
  const port = await freePort();
  const child = spawn(node24(), [join(root, 'dist/src/main.js')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      DATA_DIR: dataDir,
      DEMO: 'off',
      VIDEO: 'off',
      LOG_LEVEL: 'error',
    },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    void ended.then((code) => reject(new Sentence(`The hub ended with code ${code} before it was ready.`)));
  });
  return {
    url: `http://localhost:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Sentence ? error.message : error);
  process.exitCode = 1;
}
