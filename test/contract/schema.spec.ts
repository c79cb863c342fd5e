import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { TestHub } from '../support/hub.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** The whole public schema in words: columns, constraints, indexes. */
const DESCRIPTION = `
  select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '-') || ' ' || is_identity as line
    from information_schema.columns where table_schema = 'public'
  union all
  select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
  union all
  select indexdef from pg_indexes where schemaname = 'public'
  order by 1`;

describe('the migrations', () => {
  let database: TestDatabase;
  let source: DataSource;
  const describeSchema = async (): Promise<string[]> =>
    (await source.query<{ line: string }[]>(DESCRIPTION)).map(({ line }) => line);
  const empty = () => source.query('drop schema public cascade; create schema public');

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource({ ...dataSourceOptions({ url: database.url, max: 2 }), migrations }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('lead from nothing to the schema, back to nothing, and there again', async () => {
    const schema = await describeSchema();
    expect(schema.length).toBeGreaterThan(100);
    for (const _ of migrations) await source.undoLastMigration();
    expect((await describeSchema()).filter((line) => !line.includes('migrations'))).toEqual([]);
    await source.runMigrations();
    expect(await describeSchema()).toEqual(schema);
  });

  it('may be started twice at once', async () => {
    const schema = await describeSchema();
    await empty();
    const options = { url: database.url, migrations, trusted: true };
    const ran = await Promise.all([migrate(options), migrate(options)]);
    expect(ran.flat()).toEqual(migrations.map(({ name }) => name));
    expect(await describeSchema()).toEqual(schema);
  });

  it('make every table that the running hub uses, and the hub makes none of its own but the queue’s', async () => {
    const schema = await describeSchema();
    const hub = await TestHub.boot({ database });
    const ana = await hub.person('Ana');
    const roomId = await hub.room(ana);
    await (await ana.connect()).post(roomId, 'hola');
    await hub.log.settled();
    expect(await describeSchema()).toEqual(schema);
    const foreign = await hub.sql.query(
      `select schemaname || '.' || tablename as name from pg_tables
        where schemaname not in ('public', 'pg_catalog', 'information_schema', 'graphile_worker')`,
    );
    expect(foreign).toEqual([]);
    await hub.close();
  });

  it('leave nothing for the schema builder to do', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('use nothing newer than PostgreSQL 15', () => {
    const words = migrations.map((migration) => migration.prototype.up.toString()).join('\n');
    for (const newer of [
      /json_table/i,
      /uuidv7\(/i,
      /\bvirtual\b/i,
      /without overlaps/i,
      /not enforced/i,
      /any_value\(/i,
    ])
      expect(words).not.toMatch(newer);
  });
});
