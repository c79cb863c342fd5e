// Builds the server (dist/src, dist/migrations) and the client (dist/client) when their sources have changed.
// As a program: `node scripts/build.mjs [server] [client]`.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node24, root } from './node24.mjs';
import { Sentence, step } from './progress.mjs';

const dist = join(root, 'dist');
const draft = join(dist, '.new');
const lockFolder = join(root, '.cache', 'build.lock');
const common = ['package-lock.json', 'scripts/build.mjs'];

const targets = {
  server: {
    sources: ['src', 'migrations', '.swcrc', ...common],
    results: ['src', 'migrations'],
    command: [
      '@swc/cli/bin/swc.js',
      'src',
      'migrations',
      '--out-dir',
      draft,
      '--config-file',
      '.swcrc',
      '--ignore',
      '**/*.spec.ts',
      '--quiet',
    ],
  },
  client: {
    sources: ['client', 'src/contract', 'tsconfig.json', ...common],
    results: ['client'],
    command: [
      'vite/bin/vite.js',
      'build',
      'client',
      '--outDir',
      join(draft, 'client'),
      '--emptyOutDir',
      '--configLoader',
      'runner',
      '--logLevel',
      'warn',
    ],
  },
};

/** Builds what is not up to date. A build that was interrupted has no stamp and is done again. */
export async function ensureBuilt(names = Object.keys(targets)) {
  const due = () => names.filter((name) => hasSources(name) && !isCurrent(name));
  if (due().length === 0) return;
  await exclusively(async () => {
    for (const name of due()) await step(name, () => build(name));
  });
}

function hasSources(name) {
  return name !== 'client' || existsSync(join(root, 'client', 'index.html'));
}

function isCurrent(name) {
  const stamp = stampOf(name);
  return (
    existsSync(stamp) &&
    targets[name].results.every((folder) => existsSync(join(dist, folder))) &&
    readFileSync(stamp, 'utf8') === fingerprint(targets[name].sources)
  );
}

const stampOf = (name) => join(dist, `.${name}-stamp`);

async function build(name) {
  const { sources, results, command } = targets[name];
  const made = fingerprint(sources);
  rmSync(stampOf(name), { force: true });
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const [script, ...args] = command;
  await run(name, [join(root, 'node_modules', script), ...args]);
  for (const folder of results) {
    rmSync(join(dist, folder), { recursive: true, force: true });
    renameSync(join(draft, folder), join(dist, folder));
  }
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(stampOf(name), made);
}

function run(name, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(node24(), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Sentence(`The ${name} could not be built:\n${output.trim().slice(-4_000)}`));
    });
  });
}

function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => files(join(root, source))))
    hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}

function files(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .sort()
    .flatMap((name) => files(join(path, name)));
}

// Two commands at once (a start beside the tests) would write into the same folder.
async function exclusively(work) {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const mine = join(lockFolder, String(process.pid));
  for (;;) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(mine, '');
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = readdirSync(lockFolder, { throwIfNoEntry: false })?.[0];
      if (holder !== undefined && !existsSync(`/proc/${holder}`) && process.platform === 'linux')
        rmSync(lockFolder, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  try {
    await ensureBuilt(names.length > 0 ? names : undefined);
  } catch (error) {
    console.error(error instanceof Sentence ? error.message : error);
    process.exitCode = 1;
  }
}
