import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openServer } from '../open-database.js';
import { Clock } from '../platform/clock/clock.js';
import type { Config } from '../platform/config/config.js';
import { prepareDataFolder } from '../platform/config/data-folder.js';
import { StartError } from '../platform/config/start-error.js';
import { backUp } from '../platform/database/backup/back-up.js';
import { noteBackup } from '../platform/database/backup/last-backup.js';
import { assertNoUnfinishedRestore } from '../platform/database/backup/unfinished-restore.js';

export const usage = `backup <file> [--overwrite]
  Writes everything this hub is into one file, such as hub.tar.gz, while it runs or not. docs/backup.md says what is in it.`;

const PATH_BYTES_MAX = 4_000;

/** `npm run cli -- backup …`. Answers what to print; throws a StartError with one sentence, and then there is no file. */
export async function runAlone(args: readonly string[], settings: Config, signal: AbortSignal): Promise<string> {
  const { file, overwrite } = parse(args);
  const { dataDir, databaseUrl } = settings;
  assertPlace(file, dataDir);
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'database')))
    throw new StartError(`There is no hub in the folder ${dataDir}: nothing to back up.`);
  prepareDataFolder(dataDir);
  const before = async (): Promise<void> => assertNoUnfinishedRestore(dataDir, false);
  const database = await openServer(settings, { before, beside: true });
  try {
    const url = database.config.databaseUrl ?? '';
    const report = (sentence: string): void => console.log(`  ${sentence}`);
    const summary = await backUp({ url, dataDir, file, overwrite, report, signal });
    const { bytes, rows, tables, files, foreign } = summary;
    await noteBackup(dataDir, { at: new Clock().now().toISOString(), bytes });
    const left = foreign.length === 0 ? '' : `\nLeft out, as no table of Tertulia: ${foreign.join(', ')}.`;
    return `${file} (${megabytes(bytes)}): ${rows} rows of ${tables} tables, ${files} files.${left}
It opens everything: people's words, their sessions, the keys of this hub. Keep it like a password.`;
  } finally {
    await database.close();
  }
}

/** A file among the data would be part of the next backup. */
function assertPlace(file: string, dataDir: string): void {
  const below = relative(dataDir, file);
  const inside = below !== '..' && !below.startsWith('../');
  if (inside && !below.startsWith('backups/'))
    throw new StartError(
      `The file ${file} would stand among the data of the hub; name one outside of ${dataDir}, or in ${dataDir}/backups.`,
    );
}

function parse(args: readonly string[]): { file: string; overwrite: boolean } {
  const { values, positionals } = parsed(args);
  return { file: fileOf(positionals, usage), overwrite: values.overwrite ?? false };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { overwrite: { type: 'boolean' } } });
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}

/** The one path that a command names, made absolute. */
export function fileOf(positionals: readonly string[], usage: string): string {
  const [path = ''] = positionals;
  if (positionals.length !== 1 || path.trim() === '') throw new StartError(`Which file?\n${usage}`);
  if (path.includes('\0') || Buffer.byteLength(path) > PATH_BYTES_MAX)
    throw new StartError('That cannot be the name of a file.');
  return resolve(path);
}

export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
