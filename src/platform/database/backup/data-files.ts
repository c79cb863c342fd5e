import { createWriteStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StartError } from '../../config/start-error.js';

/**
 * What a backup leaves in DATA_DIR: the database goes as rows, the logs and the mails that were written tell of the past, the lock and the mark of the folder
 * belong to the running program, the setup code is made anew at every start, and backups hold no backups.
 */
const LEFT = new Set([
  'database',
  'database.new',
  'logs',
  'outbox',
  'backups',
  'hub.lock',
  'tertulia.json',
  'setup-code',
  'unfinished-restore',
  'lost+found',
  '.gitkeep',
  '.DS_Store',
  '.snapshot',
]);
// Written aside and not yet in place: belongs to a write under way.
const DRAFT = /\.new$/;

/** Paths of all files below DATA_DIR that belong into a backup, with `/` between folders. */
export async function* dataFiles(dataDir: string, below = ''): AsyncGenerator<string> {
  const entries = await list(join(dataDir, below));
  for (const entry of entries) {
    if ((below === '' && LEFT.has(entry.name)) || DRAFT.test(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    // A folder of the first floor may stand on another disk.
    const linked = below === '' && entry.isSymbolicLink() && (await stat(join(dataDir, path))).isDirectory();
    if (entry.isDirectory() || linked) yield* dataFiles(dataDir, path);
    else if (entry.isFile()) yield path;
  }
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    // Taken away since its parent was read: nothing of it is needed.
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** An open file with its size; null where it was taken away meanwhile. Whoever reads it closes it. */
export async function openDataFile(dataDir: string, path: string): Promise<DataFile | null> {
  try {
    const handle = await open(join(dataDir, path));
    const { size } = await handle.stat();
    return { size, content: () => whole(handle, size, path), close: () => handle.close() };
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

export interface DataFile {
  readonly size: number;
  content(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

async function* whole(handle: Awaited<ReturnType<typeof open>>, size: number, path: string): AsyncGenerator<Buffer> {
  let read = 0;
  while (read < size) {
    const buffer = Buffer.alloc(Math.min(256 * 1024, size - read));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, read);
    if (bytesRead === 0) throw new StartError(`The file ${path} changed while it was read; try again.`);
    read += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** A path out of a backup that stays below DATA_DIR. */
export function isSafePath(path: string): boolean {
  const parts = path.split('/');
  return (
    Buffer.byteLength(path) <= 4_000 &&
    !path.includes('\0') &&
    !LEFT.has(parts[0] ?? '') &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** Writes one restored file: only its owner may read it, as everything below DATA_DIR. */
export async function writeDataFile(dataDir: string, path: string, content: AsyncIterable<Buffer>): Promise<void> {
  const target = join(dataDir, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(content, createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
}

export async function removeDataFile(dataDir: string, path: string): Promise<void> {
  await rm(join(dataDir, path), { force: true });
}

const isAbsent = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
