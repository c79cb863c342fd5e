import { readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

// The first line of PostgreSQL's own note is its process, the eighth its state.
const NOTE = 'postmaster.pid';
const STATE_LINE = 7;

/** What the data folder tells about the server that runs on it. `folder` is a real path. */
export type Postmaster =
  | { readonly state: 'none' }
  /** The note names a process that is not, or no longer, this server. */
  | { readonly state: 'stale'; readonly pid: number }
  | { readonly state: 'starting' | 'ready'; readonly pid: number };

export function lookAtPostmaster(folder: string): Postmaster {
  const lines = readNote(folder)?.split('\n');
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return { state: 'none' };
  if (!isServerOf(pid, folder)) return { state: 'stale', pid };
  return { state: lines[STATE_LINE]?.startsWith('ready') === true ? 'ready' : 'starting', pid };
}

/** The process is a PostgreSQL and works in this folder: its number alone could belong to anybody by now. */
export function isServerOf(pid: number, folder: string): boolean {
  const program = link(`/proc/${pid}/exe`);
  return (
    program !== undefined &&
    basename(program.replace(/ \(deleted\)$/, '')) === 'postgres' &&
    workingFolder(pid) === folder
  );
}

/** Every living process of the server, so also children that have outlived a killed postmaster for a moment. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isServerOf(pid, folder));
}

/**
 * PostgreSQL clears its note by itself unless a process of that number exists. Then it refuses to start, although the number
 * may belong to another program (after a restart of the machine or the container) or to unreaped remains.
 * Only called when no process of the server lives.
 */
export function forgetStale([folder, socketFolder]: readonly [string, string]): void {
  rmSync(join(folder, NOTE), { force: true });
  for (const name of readdirSync(socketFolder))
    if (/^\.s\.PGSQL\.\d+(\.lock)?$/.test(name)) rmSync(join(socketFolder, name), { force: true });
}

function workingFolder(pid: number): string | undefined {
  return link(`/proc/${pid}/cwd`);
}

function readNote(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, NOTE), 'utf8');
  } catch {
    return undefined; // No note: no server has been started, or it has stopped in order.
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined; // The process has ended, is a zombie, or is somebody else's: not our server in any case.
  }
}
