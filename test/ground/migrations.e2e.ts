import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { sqlOf } from '../../src/platform/database/sql.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
    await emptied(database.url);
  });
  afterEach(async () => {
    await database.drop();
  });

  it('run once when three processes start at the same time', async () => {
    const options = { url: database.url, migrations, trusted: true };
    const ran = await Promise.all([migrate(options), migrate(options), migrate(options)]);
    expect(ran.flat()).toEqual(migrations.map(({ name }) => name));
    expect(await migrate(options)).toEqual([]);
  });

  it('refuse a database that a newer version has used', async () => {
    await migrate({ url: database.url, migrations, trusted: true });
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Rooftop9999999999999')`);
    await client.end();
    await expect(migrate({ url: database.url, migrations, trusted: true })).rejects.toThrow(
      'This database was last used by a newer Tertulia (it knows "Rooftop9999999999999", this version does not); start that version, or restore a backup of this one.',
    );
  });

  it('leave nothing half done when one fails', async () => {
    class Broken1900000000000 {
      async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
        await runner.query('CREATE TABLE half (id int)');
        await runner.query('SELECT nonsense');
      }
      async down(): Promise<void> {}
    }
    const options = { url: database.url, migrations: [...migrations, Broken1900000000000], trusted: true };
    await expect(migrate(options)).rejects.toThrow('nonsense');
    expect(await migrate({ ...options, migrations })).toEqual([]);
    const source = await new DataSource(dataSourceOptions({ url: database.url, max: 2 })).initialize();
    expect(await sqlOf(source).query(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }]);
    await source.destroy();
  });
});

async function emptied(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await client.end();
}
