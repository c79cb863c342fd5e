import { closeSync, existsSync, fsyncSync, openSync, readdirSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { diskSentence } from '../../config/data-folder.js';
import { StartError } from '../../config/start-error.js';
import { lookAtPostmaster } from '../postmaster.js';
import { RESTORE_MARK, tablesOf } from './tables.js';

const MARK = 'unfinished-restore';
// What a folder may hold and still count as empty: what the system puts there, and what every command makes at its start.
const EMPTY = new Set(['lost+found', '.gitkeep', '.DS_Store', '.snapshot', 'tertulia.json', 'logs', 'hub.lock']);

/** Throws a StartError where DATA_DIR holds anything that a restore would mix with. */
export function assertEmptyFolder(dataDir: string): void {
  if (!existsSync(dataDir)) return;
  const entry = readdirSync(dataDir).find((name) => !EMPTY.has(name));
  if (entry !== undefined)
    throw new StartError(
      `The folder ${dataDir} is not empty (it holds "${entry}"), and a restore goes into an empty one: move it away, or set DATA_DIR to another folder.`,
    );
}

/** From here to `restoreFinished` no hub starts on this folder. */
export function restoreBegins(dataDir: string): void {
  try {
    const file = openSync(join(dataDir, MARK), 'wx', 0o600);
    try {
      writeSync(file, 'A backup is being restored into this folder.\n');
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    syncFolder(dataDir);
  } catch (error) {
    throw diskSentence(error, dataDir);
  }
}

export function restoreFinished(dataDir: string): void {
  rmSync(join(dataDir, MARK), { force: true });
  syncFolder(dataDir);
}

/**
 * Throws a StartError where a restore has begun in this folder and did not come to its end: half a hub is never served.
 * `alone`: the lock of the folder is ours, so nobody is at it any more.
 */
export function assertNoUnfinishedRestore(dataDir: string, alone: boolean): void {
  if (!existsSync(join(dataDir, MARK))) return;
  if (alone) stopOrphan(join(dataDir, 'database'));
  throw new StartError(
    `A restore into the folder ${dataDir} has begun and is not finished, so what is there is not whole; empty the folder and restore the backup again.`,
  );
}

// The server of a killed restore would go on in a folder that is about to be emptied.
function stopOrphan(folder: string): void {
  if (!existsSync(folder)) return;
  const found = lookAtPostmaster(realpathSync(folder));
  if (found.state === 'ready' || found.state === 'starting') process.kill(found.pid, 'SIGINT');
}

/** The same for the database, whose hub may have another folder. Refuses one that is in use. */
export async function restoreBeginsIn(client: Client): Promise<void> {
  const [table] = await tablesOf(client);
  if (table !== undefined)
    throw new StartError(
      table.name === RESTORE_MARK
        ? UNFINISHED
        : `The database is not empty (it has the table "${table.name}"), and a restore goes into an empty one: name another in DATABASE_URL.`,
    );
  await client.query(`create table ${RESTORE_MARK} (begun_at timestamptz not null default now())`);
}

export const UNFINISHED =
  'The database holds a restore that has begun and is not finished, so what is there is not whole; empty it (or name another in DATABASE_URL) and restore the backup again.';

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
