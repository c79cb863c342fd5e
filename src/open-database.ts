import type { Config } from './platform/config/config.js';
import { lockDataFolder, lockHolder } from './platform/config/data-folder.js';
import { backUpBeforeMigration } from './platform/database/backup/before-migration.js';
import { assertNoUnfinishedRestore } from './platform/database/backup/unfinished-restore.js';
import { EmbeddedPostgres } from './platform/database/embedded-postgres.js';
import { migrate } from './platform/database/migrate.js';
import { migrations } from './platform/database/migrations.js';

const report = (sentence: string): void => console.log(sentence);

/** A database server that is up. */
export interface OpenDatabase {
  /** The settings, with the address of the embedded server where none was given. */
  readonly config: Config;
  /** The shutdown has begun: a hub that is started now may wait for its end. */
  ending(): void;
  /** Stops the embedded server, last of all. */
  close(): Promise<void>;
}

interface Options {
  /** Last checks, when the folder is ours and nothing has been started yet. */
  readonly before?: () => Promise<void>;
  /** A command of the administrator: it shares the database of a hub that is running, and never holds it up. */
  readonly beside?: boolean;
}

/** Opens the database of the settings (a server of one's own, or the embedded one) and brings it up to date. */
export async function openDatabase(config: Config, { before, beside = false }: Options = {}): Promise<OpenDatabase> {
  const { dataDir } = config;
  const checked = async (): Promise<void> => {
    assertNoUnfinishedRestore(dataDir, !beside || lockHolder(dataDir) === undefined);
    await before?.();
  };
  const database = await openServer(config, { before: checked, beside });
  try {
    const url = database.config.databaseUrl ?? '';
    await migrate({
      url,
      migrations,
      trusted: config.databaseUrl === undefined,
      before: (migration) => backUpBeforeMigration({ url, dataDir, migration, report }),
    });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The server alone, whatever is in it: for backups, which change nothing, and for what fills an empty one. */
export async function openServer(config: Config, { before, beside = false }: Options = {}): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    await before?.();
    return { config, ending: () => {}, close: async () => {} };
  }
  const shared = beside && lockHolder(config.dataDir) !== undefined;
  const lock = shared ? undefined : await lockDataFolder(config.dataDir);
  const postgres = new EmbeddedPostgres({ dataDir: config.dataDir, unwatched: shared, report });
  const close = async (): Promise<void> => {
    // Shared with a hub that runs, it is the hub's to stop.
    if (lock !== undefined) await postgres.stop();
    lock?.release();
  };
  try {
    await before?.();
    await postgres.start();
    return { config: config.with({ databaseUrl: postgres.url() }), ending: () => lock?.ending(), close };
  } catch (error) {
    await close();
    throw error;
  }
}
