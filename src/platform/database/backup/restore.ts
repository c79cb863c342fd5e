import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { types } from 'node:util';
import type { Client } from 'pg';
import type { MigrationInterface } from 'typeorm';
import { Clock } from '../../clock/clock.js';
import { diskSentence } from '../../config/data-folder.js';
import { StartError } from '../../config/start-error.js';
import { classify } from '../database-errors.js';
import { holdingMigrationLock, migrate } from '../migrate.js';
import { type CheckedBackup, checkBackup } from './check-backup.js';
import { connected } from './connection.js';
import { FILES, JOBS, type Schema } from './contents.js';
import { copyIn } from './copy-streams.js';
import { removeDataFile, writeDataFile } from './data-files.js';
import { ownTables, RESTORE_MARK, tablesOf, withoutForeignKeys } from './tables.js';
import { restoreBeginsIn } from './unfinished-restore.js';
import { addJobs, prepareJobs } from './waiting-jobs.js';

type Migrations = readonly (new () => MigrationInterface)[];

/** Epochs of restored streams count seconds from here, so that no two restores have the same one. */
const FIRST_EPOCH_AT = Date.UTC(2025, 0, 1);

export interface RestoreRequest {
  readonly file: string;
  /** What `checkBackup` said of the file. */
  readonly checked: CheckedBackup;
  /** Of an empty database. */
  readonly url: string;
  readonly dataDir: string;
  /** The embedded server needs no check of its durability. */
  readonly trusted: boolean;
  readonly migrations: Migrations;
  /** Statements that give the id of every stream somebody may follow: those without any event have no row yet. */
  readonly followable: readonly string[];
  /** More to be done in the transaction that opens the restored hub. */
  readonly lastly?: readonly string[];
  readonly report: (sentence: string) => void;
  readonly signal?: AbortSignal;
}

/** The migrations of the backup; throws a StartError where this version does not know one of them. */
export function migrationsOf({ schema }: CheckedBackup, known: Migrations): Migrations {
  const named = new Map(known.map((migration) => [nameOf(migration), migration]));
  return schema.migrations.map((name) => {
    const migration = named.get(name);
    if (migration === undefined)
      throw new StartError(
        `The backup was made by a newer Tertulia (it knows "${name}", this version does not); restore it with that version.`,
      );
    return migration;
  });
}

const nameOf = (migration: new () => MigrationInterface): string => new migration().name ?? migration.name;

/** Takes an empty database for a restore; throws a StartError where it is in use, and then nothing has been touched. */
export async function beginRestore(url: string): Promise<void> {
  await connected(url, (client) => holdingMigrationLock(client, () => restoreBeginsIn(client)));
}

/**
 * After `beginRestore`: fills an empty database and DATA_DIR from a backup, and brings them up to date. Until all is done, marks in both keep every hub
 * from starting on them. All streams get an epoch that no client has ever seen: whoever followed before loads anew.
 * Returns the names of tables that were left out because they are none of Tertulia's.
 */
export async function restore(request: RestoreRequest): Promise<string[]> {
  const { url, migrations, trusted } = request;
  try {
    return await connected(url, async (client) => {
      const former = [...migrationsOf(request.checked, migrations)];
      await migrate({ url, migrations: former, trusted, restoring: true });
      const leftOut = await fill(client, request);
      await migrate({ url, migrations: [...migrations], trusted, restoring: true });
      await open(client, request);
      return leftOut;
    });
  } catch (error) {
    throw sentence(error, request);
  }
}

async function fill(client: Client, request: RestoreRequest): Promise<string[]> {
  const { file, checked, url, dataDir, report, signal } = request;
  const { parts, sequences, gone } = checked.end;
  const statements = await statementsFor(client, checked.schema);
  if ((parts[JOBS]?.items ?? 0) > 0) statements.set(JOBS, await prepareJobs(client, url));
  const leftOut = Object.keys(parts).filter((part) => part.startsWith('tables/') && !statements.has(part));
  await client.query('begin');
  const putBack = await withoutForeignKeys(client);
  let current = '';
  // Once more with all checks: it may be another file by now.
  await checkBackup(file, signal, async (part, { name }, content) => {
    if (part !== current) report(`${part}: ${parts[part]?.items ?? 0} …`);
    current = part;
    if (part === FILES) return writeDataFile(dataDir, name.slice(FILES.length + 1), content);
    const statement = statements.get(part);
    if (statement !== undefined) return pipeline(Readable.from(content), copyIn(client, statement));
    for await (const _ of content);
  });
  for (const path of gone) await removeDataFile(dataDir, path);
  for (const [name, value] of Object.entries(sequences)) await client.query(SET_SEQUENCE, [name, value]);
  if (statements.has(JOBS)) await addJobs(client);
  await putBack();
  await client.query('commit');
  return leftOut.map((part) => part.slice('tables/'.length));
}

// A sequence of a table that was left out is not there.
const SET_SEQUENCE = `select setval(to_regclass(quote_ident($1)), $2::bigint) where to_regclass(quote_ident($1)) is not null`;

/** How the rows of each part come in. Tables that the migrations did not make are somebody else's. */
async function statementsFor(client: Client, { tables }: Schema): Promise<Map<string, string>> {
  const { own } = ownTables(await tablesOf(client));
  const there = new Map(own.map(({ name, columns }) => [name, new Set(columns)]));
  const statements = new Map<string, string>();
  for (const { name, columns } of tables) {
    const known = there.get(name);
    if (known === undefined) continue;
    const strange = columns.find((column) => !known.has(column));
    if (strange !== undefined)
      throw new StartError(`The backup has a column "${strange}" of ${name} that this version does not know.`);
    const list = columns.map((column) => `"${column}"`).join(', ');
    statements.set(`tables/${name}`, `copy "${name}" (${list}) from stdin`);
  }
  return statements;
}

/** The last step: from its commit on the database is a hub's. */
async function open(client: Client, { checked, followable, lastly = [] }: RestoreRequest): Promise<void> {
  const seconds = Math.floor((new Clock().epochMs() - FIRST_EPOCH_AT) / 1000);
  const epoch = Math.max(checked.end.epoch + 1, seconds);
  await client.query('begin');
  await client.query('update streams set epoch = $1', [epoch]);
  for (const ids of followable)
    await client.query(
      `insert into streams (id, epoch) select ids.id, $1 from (${ids}) as ids (id) on conflict do nothing`,
      [epoch],
    );
  for (const statement of lastly) await client.query(statement);
  await client.query(`drop table ${RESTORE_MARK}`);
  await client.query('commit');
  await client.query('analyze');
}

function sentence(error: unknown, { dataDir, signal }: RestoreRequest): Error {
  const again = 'the restore was not finished; empty the target and restore again';
  const options = { cause: error };
  if (signal?.aborted === true) return new StartError(`Interrupted: ${again}.`, options);
  if (error instanceof StartError) return error;
  if (classify(error) === 'disk-full')
    return new StartError(`The disk is full, and ${again} when there is room.`, options);
  if (classify(error) === 'unavailable') return new StartError(`The database went away: ${again}.`, options);
  // PostgreSQL's own words quote the row it stumbled over.
  if (types.isNativeError(error) && 'severity' in error && 'code' in error)
    return new StartError(`PostgreSQL refused the rows (error ${String(error.code)}): ${again}.`, options);
  return diskSentence(error, dataDir);
}
