import type { DataSource, MigrationInterface } from 'typeorm';
import { StartError } from '../config/start-error.js';
import { UNFINISHED } from './backup/unfinished-restore.js';
import { RESTORE_MARK } from './backup/tables.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { sqlOf } from './sql.js';

// Any constant that no other program uses on the same database.
const MIGRATION_LOCK = 7_241_530_118;

interface Options {
  readonly url: string;
  readonly migrations: (new () => MigrationInterface)[];
  /** Skips the check of the server's durability (throw-away servers of the tests). */
  readonly trusted?: boolean;
  /** Called before anything is changed in a database that is in use, with the name of the first migration; what it throws stops all. */
  readonly before?: (migration: string) => Promise<void>;
  /** The database is the restore's own until it is whole. */
  readonly restoring?: boolean;
}

/** Brings the schema up to date and returns the names of what ran. Several processes may call it at once: one works, the others wait. */
export async function migrate(options: Options): Promise<string[]> {
  const { url, migrations, trusted = false, before, restoring = false } = options;
  const source = await openDataSource({ ...dataSourceOptions({ url, max: 3, patient: true }), migrations }, trusted);
  const lock = source.createQueryRunner();
  try {
    await lock.connect();
    return await holdingMigrationLock(lock, async () => {
      if (!restoring) await assertRestored(source);
      const applied = await appliedIn(source);
      const known = source.migrations.map((migration) => migration.name ?? migration.constructor.name);
      assertNotNewer(applied, known);
      const [first] = known.filter((name) => !applied.includes(name));
      if (first !== undefined && applied.length > 0) await before?.(first);
      const done = await source.runMigrations({ transaction: 'each' });
      return done.map((migration) => migration.name);
    });
  } finally {
    if (source.isInitialized) {
      await lock.release();
      await source.destroy();
    }
  }
}

/** Something of one connection that asks for a lock which ends with it, even when the process dies. */
interface Session {
  query(text: string, params: unknown[]): Promise<unknown>;
}

/** Works while nobody else migrates this database or begins a restore in it. */
export async function holdingMigrationLock<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    return await work();
  } finally {
    // It ends with its connection anyway, so a failure here says nothing new.
    await session.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
  }
}

async function assertRestored(source: DataSource): Promise<void> {
  const [table] = await sqlOf(source).query<{ name: string | null }>(`SELECT to_regclass($1)::text AS name`, [
    RESTORE_MARK,
  ]);
  if (table?.name) throw new StartError(UNFINISHED);
}

async function appliedIn(source: DataSource): Promise<string[]> {
  const sql = sqlOf(source);
  const [table] = await sql.query<{ name: string | null }>(`SELECT to_regclass('migrations')::text AS name`);
  if (!table?.name) return [];
  const applied = await sql.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
  return applied.map(({ name }) => name);
}

function assertNotNewer(applied: readonly string[], known: readonly string[]): void {
  const unknown = applied.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new StartError(
      `This database was last used by a newer Tertulia (it knows "${unknown}", this version does not); start that version, or restore a backup of this one.`,
    );
}
