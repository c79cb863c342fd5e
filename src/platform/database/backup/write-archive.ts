import { createWriteStream, existsSync } from 'node:fs';
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { types } from 'node:util';
import { createGzip } from 'node:zlib';
import { StartError } from '../../config/start-error.js';
import { classify } from '../database-errors.js';

/** The hub refuses writes below 64 MiB: a backup on its disk ends before it comes to that. */
const LEAVE_FREE_BYTES = 80 * 1024 * 1024;
const LOOK_EVERY_BYTES = 4 * 1024 * 1024;

interface Target {
  readonly file: string;
  readonly dataDir: string;
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
}

class NoRoomError extends Error {
  override readonly name = 'NoRoomError';
  readonly code = 'ENOSPC';
}

/** Writes beside the file and moves it into place when it is whole, readable by its owner only. Returns its size. */
export async function writeArchive(target: Target, contents: AsyncIterable<Buffer>): Promise<number> {
  const { file, overwrite = false, signal } = target;
  const draft = `${file}.${process.pid}.new`;
  try {
    await assertTarget(file, overwrite);
    await removeRemains(file);
    const out = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(withRoom(target, contents), createGzip({ level: 5 }), out, { signal });
    const { size } = await stat(draft);
    await assertTarget(file, overwrite);
    await rename(draft, file);
    await syncFolder(dirname(file));
    return size;
  } catch (error) {
    await rm(draft, { force: true });
    throw sentence(error, file);
  }
}

async function assertTarget(file: string, overwrite: boolean): Promise<void> {
  const folder = dirname(file);
  const there = await stat(folder).catch(() => undefined);
  if (there?.isDirectory() !== true)
    throw new StartError(`There is no folder ${folder}; make it, or name another file.`);
  if (!existsSync(file)) return;
  if (!(await stat(file)).isFile()) throw new StartError(`${file} is not a file; name one that does not exist yet.`);
  if (!overwrite) throw new StartError(`The file ${file} exists already; name another, or say --overwrite.`);
}

// A backup that was killed could not take its draft away.
async function removeRemains(file: string): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(file)}.`)) continue;
    const pid = /^(\d{1,10})\.new$/.exec(name.slice(basename(file).length + 1))?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) await rm(join(folder, name), { force: true });
  }
}

async function* withRoom({ file, dataDir }: Target, contents: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const shared = (await deviceOf(dirname(file))) === (await deviceOf(dataDir));
  let sinceLook = Infinity;
  for await (const piece of contents) {
    sinceLook += piece.length;
    if (shared && sinceLook > LOOK_EVERY_BYTES) {
      sinceLook = 0;
      const { bavail, bsize } = await statfs(dirname(file));
      if (bavail * bsize < LEAVE_FREE_BYTES) throw new NoRoomError('Less would be left than the hub needs.');
    }
    yield piece;
  }
}

async function deviceOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.dev;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function sentence(error: unknown, file: string): Error {
  if (error instanceof StartError) return error;
  const options = { cause: error };
  const none = 'no backup was written';
  // Not `instanceof`: an error of the system may come from another realm.
  const code = types.isNativeError(error) && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StartError(`The disk that holds ${file} is full, and ${none}; make room there first.`, options);
  if (code === 'EROFS') return new StartError(`The disk that holds ${file} is read-only, and ${none}.`, options);
  if (code === 'EACCES' || code === 'EPERM')
    return new StartError(`This user may not read or write what is needed for ${file}, and ${none}.`, options);
  if (code === 'ABORT_ERR') return new StartError(`Interrupted: ${none}.`, options);
  if (classify(error) === 'unavailable') return new StartError(`The database went away, and ${none}.`, options);
  if (classify(error) === 'lock-timeout')
    return new StartError(`The tables are being changed by another program, and ${none}; try again.`, options);
  return types.isNativeError(error) ? error : new Error(String(error));
}
