import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Closes whatever is still connected, and removes the database. */
  drop(): Promise<void>;
}

/** A migrated database of its own on the throw-away server of this run; made from a template in about 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TERTULIA_TEST_SERVER'];
  const template = process.env['TERTULIA_TEST_TEMPLATE'];
  if (server === undefined || template === undefined)
    throw new Error('There is no test server: this suite must use a Jest configuration with PostgreSQL.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, name) };
}

async function asAdmin(url: string, statement: string, left?: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Pools that have just been ended say goodbye to the server a moment later; cutting them off would be an error of theirs.
    for (let tries = 0; left !== undefined && tries < 40; tries += 1) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [left]);
      if (rowCount === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await client.query(statement);
  } finally {
    await client.end();
  }
}
