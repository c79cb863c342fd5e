import type { Client } from 'pg';
import { Clock } from '../../clock/clock.js';
import { StartError } from '../../config/start-error.js';
import { connected } from './connection.js';
import { FILES, FORMAT, JOBS, OPENING, SCHEMA } from './contents.js';
import { copyOut } from './copy-streams.js';
import { dataFiles, openDataFile } from './data-files.js';
import { Packer } from './packer.js';
import { appliedMigrations, ownTables, RESTORE_MARK, sequencesOf, tablesOf } from './tables.js';
import { UNFINISHED } from './unfinished-restore.js';
import { jobsStatement } from './waiting-jobs.js';
import { writeArchive } from './write-archive.js';

/** As long as faces come while the others are read; after that the few that are missed are read with the snapshot. */
const LOOKS_BEFORE = 5;

export interface BackupRequest {
  /** Of the database, which may be in use. */
  readonly url: string;
  readonly dataDir: string;
  /** Where the backup goes. */
  readonly file: string;
  /** A backup that stands there already is replaced, once the new one is whole. */
  readonly overwrite?: boolean;
  /** Hears how it goes. */
  readonly report: (sentence: string) => void;
  readonly signal?: AbortSignal;
}

export interface BackupSummary {
  readonly bytes: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Tables that no migration of Tertulia made and that stay where they are. */
  readonly foreign: readonly string[];
}

/**
 * Writes one file with everything a hub is: rows of one moment (one REPEATABLE READ transaction) and the files they name.
 * It holds at most a few pieces of 4 MiB in memory. Throws a StartError where it cannot; then no file is left.
 */
export async function backUp(request: BackupRequest): Promise<BackupSummary> {
  return connected(request.url, async (client) => {
    const packer = new Packer(new Clock().now(), request.report);
    const facts = { foreign: [] as string[], tables: 0 };
    const bytes = await writeArchive(request, contents(client, packer, request, facts));
    const sums = packer.sums.result();
    const rows = Object.entries(sums).reduce((sum, [part, { items }]) => sum + (part === FILES ? 0 : items), 0);
    return { bytes, rows, files: sums[FILES]?.items ?? 0, ...facts };
  });
}

async function* contents(
  client: Client,
  packer: Packer,
  { dataDir, report }: BackupRequest,
  facts: { foreign: string[]; tables: number },
): AsyncGenerator<Buffer> {
  const made = new Clock().now().toISOString();
  yield* packer.json(OPENING, { program: 'tertulia', format: FORMAT, made });

  const packed = new Set<string>();
  let there = new Set<string>();
  async function* filesOf(paths: Iterable<string>): AsyncGenerator<Buffer> {
    for (const path of paths) {
      const file = await openDataFile(dataDir, path);
      if (file === null) continue;
      try {
        yield* packer.file(path, file);
        packed.add(path);
      } finally {
        await file.close();
      }
    }
  }
  // A file is never changed, it is there before the rows that name it, and it goes after them. So those of the snapshot are the ones
  // that were read before it, except those that went before it, and those found right after it.
  for (let look = 0; look < LOOKS_BEFORE; look += 1) {
    there = await pathsOf(dataDir);
    const fresh = [...there].filter((path) => !packed.has(path));
    if (fresh.length === 0) break;
    report(`Files: ${fresh.length} …`);
    yield* filesOf(fresh);
  }
  const gone = [...packed].filter((path) => !there.has(path));

  const { own, foreign } = await beginSnapshot(client);
  facts.foreign = foreign;
  facts.tables = own.length;
  yield* filesOf([...(await pathsOf(dataDir))].filter((path) => !packed.has(path)));

  const { rows: servers } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  yield* packer.json(SCHEMA, {
    postgres: servers[0]?.version ?? 0,
    migrations: await appliedMigrations(client),
    tables: own,
  });
  for (const { name, columns } of own) {
    const list = columns.map((column) => `"${column}"`).join(', ');
    yield* packer.rows(`tables/${name}`, copyOut(client, `copy "${name}" (${list}) to stdout`));
  }
  const jobs = await jobsStatement(client);
  if (jobs !== null) yield* packer.rows(JOBS, copyOut(client, jobs));
  yield* packer.end({ sequences: await sequencesOf(client), epoch: await highestEpoch(client, own), gone });
  await client.query('commit');
}

async function pathsOf(dataDir: string): Promise<Set<string>> {
  const paths = new Set<string>();
  for await (const path of dataFiles(dataDir)) paths.add(path);
  return paths;
}

// The locks come before the snapshot: what rewrites a table is no part of any snapshot. They keep nobody from reading or writing rows.
async function beginSnapshot(client: Client): Promise<ReturnType<typeof ownTables>> {
  const before = await tablesOf(client);
  if ((await appliedMigrations(client)).length === 0)
    throw new StartError('The database holds no hub of Tertulia: there is nothing to back up.');
  if (before.some(({ name }) => name === RESTORE_MARK)) throw new StartError(UNFINISHED);
  const found = ownTables(before);
  await client.query('begin isolation level repeatable read read only');
  if (found.own.length > 0)
    await client.query(`lock table ${found.own.map(({ name }) => `"${name}"`).join(', ')} in access share mode`);
  // What was migrated between the look and the locks is not what was locked.
  const now = ownTables(await tablesOf(client));
  if (JSON.stringify(now) !== JSON.stringify(found))
    throw new StartError('The database was brought up to date at this moment; try again.');
  return found;
}

async function highestEpoch(client: Client, own: readonly { name: string }[]): Promise<number> {
  if (!own.some(({ name }) => name === 'streams')) return 0;
  const { rows } = await client.query<{ epoch: number }>('select coalesce(max(epoch), 0) as epoch from streams');
  return rows[0]?.epoch ?? 0;
}
