// Installs and builds what is missing, then runs a built program with Node 24 until it ends.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './install.mjs';
import { node24, root } from './node24.mjs';
import { Sentence } from './progress.mjs';

const PARENT_WATCH_MS = 500;
// MiB. Left to itself the heap for what is young grows to 120 MB in a rush of people, and stays so. It is quickly looked through:
// helpers on other threads cost more than they help (2.8 ms instead of 4.5, and 8 % of a page of messages).
const YOUNG = ['--max-semi-space-size=16', '--no-parallel-scavenge'];

/** `entry` is a file below dist/src. The program's exit code becomes ours. */
export async function runBuilt(entry, args) {
  try {
    await ensureDependencies();
    const { ensureBuilt } = await import('./build.mjs');
    // An image brings the built hub without its sources.
    if (existsSync(join(root, 'src'))) await ensureBuilt();
    run(join(root, 'dist/src', entry), args);
  } catch (error) {
    console.error(error instanceof Sentence ? error.message : error);
    process.exitCode = 1;
  }
}

function run(program, args) {
  const child = spawn(node24(), ['--enable-source-maps', ...YOUNG, program, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_ENV: 'production', ...compileCache(), ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm that is killed says nothing to what it started; the hub shall not stay behind and hold its port.
  const parent = process.ppid;
  const byNpm = process.env.npm_lifecycle_event !== undefined;
  const watch = setInterval(() => byNpm && process.ppid !== parent && child.kill('SIGTERM'), PARENT_WATCH_MS);
  child.on('error', (error) => console.error(error.message));
  child.on('exit', (code, signal) => {
    clearInterval(watch);
    process.exit(code ?? (signal === 'SIGKILL' ? 137 : 1));
  });
}

function compileCache() {
  const folder = join(root, '.cache', 'node');
  try {
    mkdirSync(folder, { recursive: true });
    return { NODE_COMPILE_CACHE: folder };
  } catch {
    return {}; // The sources may lie on a read-only disk; the start is a little slower then.
  }
}
