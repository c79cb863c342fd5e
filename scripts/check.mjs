// `npm run check`: types, lint, walls and unit tests, two at a time. `check.mjs lint …` runs the named parts only.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jestArguments } from './jest-run.mjs';
import { node24, root } from './node24.mjs';

const AT_ONCE = 2;
const modules = join(root, 'node_modules');
const tsc = (project) => [join(modules, 'typescript/bin/tsc'), '-p', project, '--noEmit', '--incremental', 'false'];
const present = (paths) => paths.filter((path) => existsSync(join(root, path)));

export const parts = {
  'server-types': () => tsc('tsconfig.json'),
  'client-types': () => (existsSync(join(root, 'client/tsconfig.json')) ? tsc('client/tsconfig.json') : undefined),
  lint: () => [
    join(modules, 'oxlint/bin/oxlint'),
    '--type-aware',
    '--deny-warnings',
    ...present(['src', 'client/src', 'migrations', 'test', 'scripts', 'bench']),
  ],
  boundaries: () => [
    join(modules, 'dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    ...present(['src', 'client/src', 'migrations']),
  ],
  // Of the client that is built; where there is none there is nothing to weigh.
  size: () =>
    existsSync(join(root, 'dist/client/.vite/manifest.json')) ? [join(root, 'client/size-budget.mjs')] : undefined,
  unit: () => jestArguments('unit'),
};

/** Runs the named parts and returns those that failed, with what they said. */
export async function check(names = Object.keys(parts)) {
  const waiting = [...names];
  const failed = [];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const args = parts[name]();
      if (args === undefined) continue;
      const began = performance.now();
      const { code, output } = await run(args);
      console.log(`  ${code === 0 ? '✓' : '✗'} ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
      if (code !== 0) failed.push({ name, output });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return failed;
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(node24(), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in parts));
  if (unknown !== undefined) {
    console.error(`There is no part "${unknown}"; there are ${Object.keys(parts).join(', ')}.`);
    process.exit(1);
  }
  const failed = await check(names.length > 0 ? names : undefined);
  for (const { name, output } of failed) console.error(`\n${name}\n${output.trimEnd()}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
