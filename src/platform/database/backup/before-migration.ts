import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../../config/start-error.js';
import { backUp } from './back-up.js';

const KEPT = 3;
const OWN = /^before-\w+\.tar\.gz$/;

interface Request {
  readonly url: string;
  readonly dataDir: string;
  /** The first that is going to run. */
  readonly migration: string;
  readonly report: (sentence: string) => void;
}

/**
 * Writes DATA_DIR/backups/before-<migration>.tar.gz and keeps the three newest of them. One of the same migration is replaced, so a
 * migration that fails at every start does not push out what was kept before it. Throws a StartError: then nothing may be migrated.
 */
export async function backUpBeforeMigration({ url, dataDir, migration, report }: Request): Promise<void> {
  const folder = join(dataDir, 'backups');
  const file = join(folder, `before-${migration.replaceAll(/\W/g, '')}.tar.gz`);
  report('The database is brought up to date; before that a backup is written.');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { rows, files } = await backUp({ url, dataDir, file, overwrite: true, report: () => undefined });
    report(`${file}: ${rows} rows, ${files} files.`);
    await keepNewest(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The database was not brought up to date, because no backup could be written before: ${reason}`,
      { cause: error },
    );
  }
}

async function keepNewest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => OWN.test(name));
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  for (const { name } of aged.toSorted((a, b) => b.at - a.at).slice(KEPT))
    await rm(join(folder, name), { force: true });
}
