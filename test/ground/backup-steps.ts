import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { followable } from '../../src/cli/restore.js';
import { backUp, type BackupRequest, type BackupSummary } from '../../src/platform/database/backup/back-up.js';
import { checkBackup } from '../../src/platform/database/backup/check-backup.js';
import { beginRestore, restore, type RestoreRequest } from '../../src/platform/database/backup/restore.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { newFolder } from './hub-process.js';

/** A database without a single table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await asked(database.url, 'drop schema public cascade; create schema public');
  return database;
}

/** The rows of one statement. */
export async function asked<T>(url: string, statement: string, params?: unknown[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Several statements in one text give a list of results, which the driver's types do not know.
    const result: unknown = await client.query(statement, params);
    return Array.isArray(result) ? [] : (result as { rows: T[] }).rows;
  } finally {
    await client.end();
  }
}

export async function backedUp(
  request: Omit<BackupRequest, 'report'> & Partial<BackupRequest>,
): Promise<BackupSummary> {
  return backUp({ report: () => undefined, ...request });
}

/** Restores as the command does, into an empty database and folder. */
export async function restored(request: Pick<RestoreRequest, 'file' | 'url' | 'dataDir'> & Partial<RestoreRequest>) {
  const checked = request.checked ?? (await checkBackup(request.file));
  await beginRestore(request.url);
  const rest = { checked, trusted: true, migrations, followable: Object.values(followable), report: () => undefined };
  return restore({ ...rest, ...request });
}

/** Every row of every table, as PostgreSQL writes it, sorted; and where every sequence stands. */
export async function everything(url: string): Promise<Record<string, string[]>> {
  const tables = await asked<{ name: string }>(
    url,
    `select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await asked<{ row: string }>(url, `select t::text as row from ${name} t order by 1`);
    all[name] = rows.map(({ row }) => row);
  }
  const sequences = await asked<{ line: string }>(
    url,
    `select sequencename || ' ' || coalesce(last_value::text, '-') as line from pg_sequences where schemaname = 'public' order by 1`,
  );
  return { ...all, sequences: sequences.map(({ line }) => line) };
}

/** Every file below a folder with its bytes. */
export function filesOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

const databases: TestDatabase[] = [];

/** A database of this test file, until `dropAll`. */
export async function fresh(making: Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await making;
  databases.push(database);
  return database;
}

export async function dropAll(): Promise<void> {
  for (const database of databases.splice(0)) await database.drop();
}

export const newFile = (): string => join(newFolder(), 'hub.tar.gz');
