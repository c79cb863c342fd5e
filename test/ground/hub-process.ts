import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = join(import.meta.dirname, '../..');
const LIMIT_MS = 20_000;

/** A hub as people run it: its own process, its own data, the built program. */
export interface HubProcess {
  readonly pid: number;
  /** All it has printed so far. */
  readonly output: () => string;
  /** What it has printed as errors. */
  readonly errors: () => string;
  /** Its address once it has said that it is ready; rejects if it ends before. */
  readonly ready: Promise<string>;
  /** Its exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  kill(signal: NodeJS.Signals): void;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** Another user can run the built program (not so when the sources lie under somebody's closed home). */
export function reachableBy(uid: number): boolean {
  return (
    spawnSync(process.execPath, ['--version'], { cwd: '/', uid, gid: uid }).status === 0 &&
    spawnSync('/bin/ls', [root], { cwd: '/', uid, gid: uid }).status === 0
  );
}

export function buildServer(): void {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), 'server'], { stdio: 'ignore' });
}

/** A new folder that other users may enter, removed by `cleanUp`. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tertulia-ground-'));
  chmodSync(folder, 0o755);
  folders.add(folder);
  return folder;
}

export function startHub(
  settings: Record<string, string>,
  as: { uid?: number; gid?: number; cwd?: string; command?: readonly string[] } = {},
): HubProcess {
  const child = spawn(process.execPath, as.command ?? [join(root, 'dist/src/main.js')], {
    cwd: as.cwd ?? newFolder(),
    ...(as.uid === undefined ? {} : { uid: as.uid, gid: as.gid ?? as.uid }),
    env: { PATH: process.env['PATH'], HOME: tmpdir(), PORT: '0', DEMO: 'off', VIDEO: 'off', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal ?? 1);
    });
  });
  const ready = (async () => {
    for (let waited = 0; waited < LIMIT_MS; waited += 20) {
      const address = /Tertulia is ready:\s+(https?:\/\/\S+)/.exec(text)?.[1];
      if (address !== undefined) return address;
      if (!running.has(child)) break;
      await sleep(20);
    }
    throw new Error(`The hub did not become ready:\n${text}${errors}`);
  })();
  // A test that expects a hub to fail does not look at `ready`.
  ready.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    output: () => text,
    errors: () => errors.trim(),
    ready,
    exited,
    kill: (signal) => child.kill(signal),
  };
}

/** The process of the database server of a data folder, if it lives. */
export function databasePid(dataDir: string): number | undefined {
  const note = join(dataDir, 'database/postmaster.pid');
  if (!existsSync(note)) return undefined;
  const pid = Number(readFileSync(note, 'utf8').split('\n')[0]);
  return existsSync(`/proc/${pid}/exe`) ? pid : undefined;
}

/** Waits until `look` gives something. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, limit = 10_000): Promise<T> {
  for (let waited = 0; waited < limit; waited += 50) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error('It did not happen in time.');
}

/** Ends every hub that a test has left running, its database too, and removes the folders. */
export async function cleanUp(beforeRemoval: () => void = () => {}): Promise<void> {
  for (const child of running) {
    child.kill('SIGTERM');
    await new Promise((resolve) => {
      child.once('close', resolve);
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    });
  }
  beforeRemoval();
  for (const folder of folders) {
    for (const dataDir of [folder, join(folder, 'data')]) {
      const orphan = databasePid(dataDir);
      if (orphan === undefined) continue;
      process.kill(orphan, 'SIGINT');
      await until(() => (databasePid(dataDir) === undefined ? true : undefined));
    }
    rmSync(folder, { recursive: true, force: true });
  }
  folders.clear();
}
