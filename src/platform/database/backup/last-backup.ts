import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Among the backups, which no backup takes with it: a restored hub has not been backed up yet. */
const fileIn = (dataDir: string): string => join(dataDir, 'backups', 'last.json');
const note = z.object({ at: z.iso.datetime(), bytes: z.int().min(0) });
export type LastBackup = z.infer<typeof note>;

/** For the page of administration; where the file itself went is nobody's business there. */
export async function noteBackup(dataDir: string, backup: LastBackup): Promise<void> {
  await mkdir(join(dataDir, 'backups'), { recursive: true, mode: 0o700 });
  await writeFile(fileIn(dataDir), `${JSON.stringify(backup)}\n`, { mode: 0o600 });
}

/** Null where none was ever made, or nobody can tell. */
export async function lastBackupOf(dataDir: string): Promise<LastBackup | null> {
  try {
    return note.parse(JSON.parse(await readFile(fileIn(dataDir), 'utf8')));
  } catch {
    return null;
  }
}
