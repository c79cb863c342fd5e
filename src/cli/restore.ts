import { parseArgs } from 'node:util';
import { openServer } from '../open-database.js';
import type { Config } from '../platform/config/config.js';
import { prepareDataFolder } from '../platform/config/data-folder.js';
import { StartError } from '../platform/config/start-error.js';
import { type CheckedBackup, checkBackup } from '../platform/database/backup/check-backup.js';
import { FILES } from '../platform/database/backup/contents.js';
import { beginRestore, migrationsOf, restore } from '../platform/database/backup/restore.js';
import { assertEmptyFolder, restoreBegins, restoreFinished } from '../platform/database/backup/unfinished-restore.js';
import { migrations } from '../platform/database/migrations.js';
import { fileOf } from './backup.js';

export const usage = `restore <file> [--check] [--end-sessions]
  Makes a hub out of a backup, in an empty DATA_DIR (and an empty database, where DATABASE_URL is set).
  --check only reads the file to its end and says whether it is whole. --end-sessions signs everybody out.`;

/**
 * The ids of all streams of each kind that people follow, so that a restore resynchronises them even while they are empty.
 * Streams that are made later have ids nobody has ever seen.
 */
export const followable: Readonly<Record<string, string>> = {
  account: `select 'account:' || id from accounts`,
  room: `select 'room:' || id from rooms`,
  'room:staff': `select 'room:' || id || ':staff' from rooms`,
};
const END_SESSIONS = 'update sessions set ended_at = now() where ended_at is null';

/** `npm run cli -- restore …`. Answers what to print; throws a StartError with one sentence. */
export async function runAlone(args: readonly string[], settings: Config, signal: AbortSignal): Promise<string> {
  const { file, checkOnly, endSessions } = parse(args);
  const report = (sentence: string): void => console.log(`  ${sentence}`);
  // Whatever is wrong with the file is found before anything is touched.
  report('The file is read and checked …');
  const checked = await checkBackup(file, signal);
  if (checkOnly) return `${file} is whole: ${told(checked)}`;
  migrationsOf(checked, migrations);
  const { dataDir } = settings;
  prepareDataFolder(dataDir);
  const before = async (): Promise<void> => {
    assertEmptyFolder(dataDir);
    restoreBegins(dataDir);
  };
  const database = await openServer(settings, { before });
  try {
    const url = database.config.databaseUrl ?? '';
    await beginRestore(url).catch((error: unknown) => {
      restoreFinished(dataDir);
      throw error;
    });
    const lastly = endSessions ? [END_SESSIONS] : [];
    const trusted = settings.databaseUrl === undefined;
    const request = {
      file,
      checked,
      url,
      dataDir,
      trusted,
      migrations,
      followable: Object.values(followable),
      lastly,
      report,
      signal,
    };
    const leftOut = await restore(request);
    restoreFinished(dataDir);
    const left = leftOut.length === 0 ? '' : `\nLeft out, as no table of Tertulia: ${leftOut.join(', ')}.`;
    return `Restored: ${told(checked)}${left}\nStart the hub; whoever had it open loads it anew by itself.`;
  } finally {
    await database.close();
  }
}

function told({ made, schema, end }: CheckedBackup): string {
  const rows = Object.entries(end.parts).reduce((sum, [part, { items }]) => sum + (part === FILES ? 0 : items), 0);
  const files = (end.parts[FILES]?.items ?? 0) - end.gone.length;
  return `${rows} rows of ${schema.tables.length} tables and ${files} files, as they were on ${made.toISOString()}.`;
}

function parse(args: readonly string[]): { file: string; checkOnly: boolean; endSessions: boolean } {
  const { values, positionals } = parsed(args);
  return {
    file: fileOf(positionals, usage),
    checkOnly: values.check ?? false,
    endSessions: values['end-sessions'] ?? false,
  };
}

function parsed(args: readonly string[]) {
  const options = { check: { type: 'boolean' }, 'end-sessions': { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${usage}`, { cause: error });
  }
}
