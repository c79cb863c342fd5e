import type { Client } from 'pg';
import type { Schema } from './contents.js';
import { sqlName } from './contents.js';

type Table = Schema['tables'][number];

/** TypeORM's own list of what has run; the restore makes it anew by running the same. */
const MIGRATIONS = 'migrations';
/** Stands while a restore is under way; see unfinished-restore.ts. */
export const RESTORE_MARK = 'unfinished_restore';

// Tables of extensions (PostGIS's systems of reference …) come with the extension.
const TABLES = `
  select c.relname as name,
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns
  from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  group by c.relname order by c.relname`;

/** Every ordinary table with the columns that are stored, not computed. */
export async function tablesOf(client: Client): Promise<Table[]> {
  return (await client.query<Table>(TABLES)).rows;
}

/** Those that hold the hub's rows; and the names of what no migration could have called so. */
export function ownTables(tables: readonly Table[]): { own: Table[]; foreign: string[] } {
  const candidates = tables.filter(({ name }) => name !== MIGRATIONS && name !== RESTORE_MARK);
  const speakable = ({ name, columns }: Table): boolean =>
    [name, ...columns].every((word) => sqlName.safeParse(word).success);
  return {
    own: candidates.filter(speakable),
    foreign: candidates.filter((table) => !speakable(table)).map(({ name }) => name),
  };
}

/** The migrations that have run, in their order; none in a database that has never been used. */
export async function appliedMigrations(client: Client): Promise<string[]> {
  if (!(await exists(client, MIGRATIONS))) return [];
  const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATIONS} order by id`);
  return rows.map(({ name }) => name);
}

export async function exists(client: Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(`select to_regclass($1) is not null as found`, [table]);
  return rows[0]?.found === true;
}

/** Last values of the sequences that have given any. */
export async function sequencesOf(client: Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = current_schema() and last_value is not null and sequencename <> '${MIGRATIONS}_id_seq'`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]));
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/**
 * Takes the foreign keys away and returns how to put them back: rows then come in any order, and all are checked at the end at once.
 */
export async function withoutForeignKeys(client: Client): Promise<() => Promise<void>> {
  const triggers = await withoutTriggers(client);
  const { rows } = await client.query<ForeignKey>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace and conparentid = 0`,
  );
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
  return async () => {
    await triggers();
    for (const { table, name, definition } of rows)
      await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  };
}

/** What triggers keep is among the rows already. */
async function withoutTriggers(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string }>(
    `select distinct tgrelid::regclass::text as table from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not tgisinternal and c.relnamespace = current_schema()::regnamespace`,
  );
  for (const { table } of rows) await client.query(`alter table ${table} disable trigger user`);
  return async () => {
    for (const { table } of rows) await client.query(`alter table ${table} enable trigger user`);
  };
}
