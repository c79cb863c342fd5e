import { accessSync, constants, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error.js';

const MARK = 'tertulia.json';
const LOCK = 'hub.lock';
const FORMAT = 1;
const ENDING = 'ending';
const ENDING_LIMIT_MS = 20_000;
const POLL_MS = 50;
// What a freshly mounted volume or an unpacked archive may hold.
const HARMLESS = new Set(['lost+found', '.gitkeep', '.DS_Store', '.snapshot']);

/** Makes DATA_DIR ready, or throws a StartError that says why this folder cannot be used. */
export function prepareDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    const entries = readdirSync(dataDir).filter((name) => !HARMLESS.has(name));
    if (entries.includes(MARK)) assertFormat(dataDir);
    else if (entries.length > 0)
      throw new StartError(
        `The folder ${dataDir} holds other things ("${entries[0]}") and was not made by Tertulia; set DATA_DIR to an empty folder.`,
      );
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    // Written at every start: it is the plainest proof that the disk takes writes.
    writeFileSync(join(dataDir, MARK), `${JSON.stringify({ format: FORMAT })}\n`);
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw diskSentence(error, dataDir);
  }
}

// Only the hub looks into its folder: the database stands in its part of it and needs no way there.
// By hand, because Node's own recursive mkdir reports a read-only disk as a missing folder.
function makeFolder(folder: string, mode = 0o700): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    makeFolder(dirname(folder), 0o755);
    mkdirSync(folder, { mode });
  }
}

function assertFormat(dataDir: string): void {
  const text = readFileSync(join(dataDir, MARK), 'utf8');
  const format = Number(/"format"\s*:\s*(\d+)/.exec(text)?.[1] ?? FORMAT);
  if (format > FORMAT)
    throw new StartError(
      `The folder ${dataDir} was last used by a newer Tertulia; start that version, or set DATA_DIR to another folder.`,
    );
}

/**
 * Two hubs on one embedded database would each believe to own it. A hub that is just ending is waited for.
 */
export async function lockDataFolder(dataDir: string): Promise<FolderLock> {
  const path = join(dataDir, LOCK);
  for (let waited = 0; waited < ENDING_LIMIT_MS && isEnding(path); waited += POLL_MS) {
    if (lockHolder(dataDir) === undefined) break;
    await sleep(POLL_MS);
  }
  const holder = lockHolder(dataDir);
  if (holder !== undefined)
    throw new StartError(
      `Another Tertulia (process ${holder}) is running with the folder ${dataDir}; stop it first, or set DATA_DIR to another folder.`,
    );
  const write = (state: string): void => writeFileSync(path, `${process.pid} ${startOf(process.pid) ?? ''} ${state}\n`);
  try {
    write('running');
  } catch (error) {
    throw diskSentence(error, dataDir);
  }
  return {
    ending: () => write(ENDING),
    release: () => {
      if (readText(path)?.startsWith(`${process.pid} `) === true) rmSync(path, { force: true });
    },
  };
}

export interface FolderLock {
  /** The hub has begun to stop: whoever starts next may wait for it. */
  ending(): void;
  release(): void;
}

function isEnding(path: string): boolean {
  return readText(path)?.trim().endsWith(ENDING) === true;
}

/** The id of the living process, other than this one, that runs the hub of this folder. */
export function lockHolder(dataDir: string): number | undefined {
  const text = readText(join(dataDir, LOCK));
  const [pid, start] = (text ?? '').trim().split(' ');
  const id = Number(pid);
  if (!Number.isInteger(id) || id <= 0 || id === process.pid) return undefined;
  // A process id alone is not enough: after a restart of the machine it may belong to somebody else.
  return start !== undefined && startOf(id) === start ? id : undefined;
}

/** When the process started, in ticks since boot; undefined if there is none, or only its unreaped remains. */
function startOf(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  // The name of the program stands in brackets and may hold anything, so count from the last bracket.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // Not there, or gone a moment ago: both mean that nobody holds it.
  }
}

/** What an error of the file system means for the person who starts the hub. */
export function diskSentence(error: unknown, folder: string): Error {
  if (error instanceof StartError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const options = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StartError(
      `The disk that holds ${folder} is full; make room, or set DATA_DIR to a folder on another disk.`,
      options,
    );
  if (code === 'EROFS')
    return new StartError(
      `The disk that holds ${folder} is read-only; set DATA_DIR to a folder that can be written.`,
      options,
    );
  if (code === 'EACCES' || code === 'EPERM')
    return new StartError(
      `The folder ${folder} cannot be written by this user; change its owner, or set DATA_DIR to another folder.`,
      options,
    );
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new StartError(`DATA_DIR is ${folder}, and that is not a folder.`, options);
  return error instanceof Error ? error : new Error(String(error));
}
