import type { Socket } from 'node:net';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import { StartError } from '../config/start-error.js';
import { sqlOf } from './sql.js';

const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
const OLDEST_POSTGRES = 15;

/** One name for what TypeORM takes as `entities`. */
export type EntityList = MixedList<new () => object>;

interface Pool {
  readonly url: string;
  readonly max: number;
  /** Migrations may take their time; nothing else may. */
  readonly patient?: boolean;
  /** The network below each connection, where somebody watches over it. */
  readonly line?: () => Socket;
}

// So many stay open when nothing happens: a server that takes no new connections for a while still serves these.
const KEPT_OPEN = 3;

/**
 * Every connection of the pool speaks UTC and gives up on slow statements and locks by itself.
 * `bigint` columns and counts come as numbers (positions and sequences stay far below 2^53).
 */
export function dataSourceOptions({ url, max, patient = false, line }: Pool): DataSourceOptions {
  const session = [
    'TimeZone=UTC',
    `statement_timeout=${patient ? 0 : STATEMENT_TIMEOUT_MS}`,
    `lock_timeout=${patient ? 0 : LOCK_TIMEOUT_MS}`,
    `idle_in_transaction_session_timeout=${patient ? 0 : IDLE_IN_TRANSACTION_MS}`,
  ];
  return {
    type: 'postgres',
    url,
    applicationName: 'tertulia',
    poolSize: max,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    parseInt8: true,
    installExtensions: false,
    migrationsRun: false,
    migrationsTableName: 'migrations',
    synchronize: false,
    logging: false,
    extra: {
      options: session.map((setting) => `-c ${setting}`).join(' '),
      keepAlive: true,
      ...(line ? { stream: line, min: KEPT_OPEN } : {}),
    },
  };
}

/** Connects, and refuses a server that is too old or that forgets what it acknowledged when the power fails. */
export async function openDataSource(options: DataSourceOptions, trusted = false): Promise<DataSource> {
  const source = new DataSource(options);
  try {
    await source.initialize();
    await assertServer(source, trusted);
  } catch (error) {
    if (source.isInitialized) await source.destroy();
    if (error instanceof StartError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The database of DATABASE_URL does not answer: ${reason}.`, { cause: error });
  }
  return source;
}

interface ServerSettings {
  version: number;
  fsync: string;
  synchronous_commit: string;
}

// `trusted` is our own embedded server, or a throw-away server of the tests that runs without fsync.
async function assertServer(source: DataSource, trusted: boolean): Promise<void> {
  const [server] = await sqlOf(source).query<ServerSettings>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('fsync') AS fsync,
            current_setting('synchronous_commit') AS synchronous_commit`,
  );
  if (server === undefined) throw new StartError('The database of DATABASE_URL does not say its version.');
  const major = Math.floor(server.version / 10_000);
  if (major < OLDEST_POSTGRES)
    throw new StartError(
      `DATABASE_URL leads to PostgreSQL ${major}; Tertulia needs PostgreSQL ${OLDEST_POSTGRES} or newer.`,
    );
  if (trusted) return;
  if (server.fsync !== 'on' || server.synchronous_commit === 'off')
    throw new StartError(
      'The PostgreSQL server of DATABASE_URL runs with fsync or synchronous_commit off, so it could lose what it has acknowledged; switch both on.',
    );
}
