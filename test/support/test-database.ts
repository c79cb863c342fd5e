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
  return { url: url.href, drop: () => asAdmin(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
