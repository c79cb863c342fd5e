import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { sqlOf } from '../../src/platform/database/sql.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the test database', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource(dataSourceOptions({ url: database.url, max: 3 })).initialize();
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('speaks UTC, gives up on slow statements, and answers big numbers as numbers', async () => {
    const [row] = await sqlOf(source).query<Record<string, unknown>>(
      `SELECT current_setting('TimeZone') AS zone, current_setting('statement_timeout') AS statement,
              current_setting('lock_timeout') AS lock, count(*) AS n, 9007199254740991::bigint AS big FROM generate_series(1, 3)`,
    );
    expect(row).toEqual({ zone: 'UTC', statement: '15s', lock: '5s', n: 3, big: 9007199254740991 });
  });

  it('gives the rows of RETURNING whatever the statement was', async () => {
    const sql = sqlOf(source);
    await sql.query('CREATE TABLE cups (id int PRIMARY KEY, colour text)');
    expect(await sql.query(`INSERT INTO cups VALUES (1, 'red'), (2, 'blue') RETURNING id`)).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
    expect(await sql.query(`UPDATE cups SET colour = 'white' RETURNING id, colour`)).toEqual([
      { id: 1, colour: 'white' },
      { id: 2, colour: 'white' },
    ]);
    expect(await sql.query('DELETE FROM cups WHERE id = $1 RETURNING id', [2])).toEqual([{ id: 2 }]);
    expect(await sql.query('DELETE FROM cups WHERE id = 7')).toEqual([]);
  });
});
