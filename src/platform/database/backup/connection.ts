import pg from 'pg';
import { StartError } from '../../config/start-error.js';

// As text means the same on every server and in every version; nothing here may be cut off for taking its time.
const SESSION = `
  set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';
  set extra_float_digits = 1; set client_encoding = 'UTF8'; set statement_timeout = 0;
  set idle_in_transaction_session_timeout = 0; set lock_timeout = '60s'`;

/** Works on one connection of its own and closes it. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tertulia-backup',
    connectionTimeoutMillis: 10_000,
  });
  // Lost between two statements, it fails the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The database does not answer: ${reason}.`, { cause: error });
  }
  try {
    await client.query(SESSION);
    return await work(client);
  } finally {
    await client.end();
  }
}
