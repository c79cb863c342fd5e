import type { DataSource, MigrationInterface } from 'typeorm';
import { StartError } from '../config/start-error.js';
import { dataSourceOptions, openDataSource } from './data-source.js';
import { sqlOf } from './sql.js';

// Any constant that no other program uses on the same database.
const MIGRATION_LOCK = 7_241_530_118;

interface Options {
  readonly url: string;
  readonly migrations: (new () => MigrationInterface)[];
  /** Skips the check of the server's durability (throw-away servers of the tests). */
  readonly trusted?: boolean;
}

/** Brings the schema up to date and returns the names of what ran. Several processes may call it at once: one works, the others wait. */
export async function migrate({ url, migrations, trusted = false }: Options): Promise<string[]> {
  const source = await openDataSource({ ...dataSourceOptions({ url, max: 3, patient: true }), migrations }, trusted);
  const lock = source.createQueryRunner();
  try {
    await lock.connect();
    // The lock belongs to its session, so it ends with this connection even when the process dies.
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await assertNotNewer(source);
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    if (source.isInitialized) {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
      await source.destroy();
    }
  }
}

async function assertNotNewer(source: DataSource): Promise<void> {
  const sql = sqlOf(source);
  const [table] = await sql.query<{ name: string | null }>(`SELECT to_regclass('migrations')::text AS name`);
  if (!table?.name) return;
  const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const applied = await sql.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
  const unknown = applied.find(({ name }) => !known.has(name));
  if (unknown !== undefined)
    throw new StartError(
      `This database was last used by a newer Tertulia (it knows "${unknown.name}", this version does not); start that version, or restore a backup of this one.`,
    );
}
