import pg, { type PoolClient } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock/clock.js';
import { DomainError, tryAgain } from '../errors/domain-error.js';
import { classify, type DatabaseProblem } from '../database/database-errors.js';
import type { Sql } from '../database/sql.js';
import type { ErrorCode } from '../../contract/errors.contract.js';

const CONNECT_LIMIT_MS = 900;
const TRANSACTION_LIMIT_MS = 6_000;
/** First statement of every transaction of the log: no statement and no pause may hold its locks longer than 5 s. */
export const LIMITS = `SET LOCAL statement_timeout = 5000; SET LOCAL lock_timeout = 4000; SET LOCAL idle_in_transaction_session_timeout = 5000`;

export interface Transaction {
  readonly client: PoolClient;
  readonly manager: EntityManager;
}

interface Held {
  readonly client: PoolClient;
  readonly release: () => void | Promise<void>;
}

/** Transactions of the log: a connection at once or not at all, and none that outlives its limit. */
export class Connections {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  get pool(): DataSource {
    return this.source;
  }

  async transaction<T>(
    isolation: 'READ COMMITTED' | 'REPEATABLE READ',
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const runner = this.source.createQueryRunner();
    const connecting: Promise<PoolClient> = runner.connect();
    const held = connecting.then((client) => ({ client, release: () => runner.release() }));
    return this.bounded(held, async (client) => {
      await runner.startTransaction(isolation);
      try {
        const result = await work({ client, manager: runner.manager });
        await runner.commitTransaction();
        return result;
      } catch (error) {
        await runner.rollbackTransaction().catch(connectionGone);
        throw error;
      }
    });
  }

  /** Without the ORM around it, which costs as much as a quick read. */
  async connected<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.bounded(this.fromPool(), work);
  }

  private async fromPool(): Promise<Held> {
    const client = await poolOf(this.source).connect();
    // A connection that is lost fails its query and leaves the pool; said to nobody, it would end the process.
    client.on('error', connectionGone);
    return {
      client,
      release: () => {
        client.off('error', connectionGone);
        client.release();
      },
    };
  }

  private async bounded<T>(connecting: Promise<Held>, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const { client, release } = await this.inTime(connecting);
    // `end` in the middle of a query destroys the socket, which fails the query: a frozen server holds nobody up.
    const limit = this.clock.setTimer(() => void client.end(), TRANSACTION_LIMIT_MS);
    try {
      return await work(client);
    } finally {
      this.clock.clearTimer(limit);
      await release();
    }
  }

  private async inTime(connecting: Promise<Held>): Promise<Held> {
    return new Promise((resolve, reject) => {
      let late = false;
      const limit = this.clock.setTimer(() => {
        late = true;
        reject(tryAgain());
      }, CONNECT_LIMIT_MS);
      connecting.then(
        (held) => {
          this.clock.clearTimer(limit);
          if (late) void held.release();
          else resolve(held);
        },
        (error: unknown) => {
          this.clock.clearTimer(limit);
          reject(error);
        },
      );
    });
  }
}

function poolOf({ driver }: DataSource): pg.Pool {
  if ('master' in driver && driver.master instanceof pg.Pool) return driver.master;
  throw new Error('The database has no pool.');
}

// By text. Every connection keeps them prepared, so the server reads and plans a statement of the hot path once.
const PREPARED = new Map<string, string>();
const PREPARED_MAX = 200;

function nameOf(text: string): string | undefined {
  if (!PREPARED.has(text) && PREPARED.size < PREPARED_MAX) PREPARED.set(text, `log-${PREPARED.size + 1}`);
  return PREPARED.get(text);
}

/**
 * Straight to the driver: what the log itself and its projections ask, without the ORM in between. A text with parameters is
 * a constant, as everywhere.
 */
export function sqlOfClient(client: PoolClient): Sql {
  return {
    async query<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
      const name = params.length > 0 ? nameOf(text) : undefined;
      const { rows } = await client.query({ ...(name === undefined ? {} : { name }), text, values: [...params] });
      return rows;
    },
  };
}

/** A rollback that fails says only that the connection is lost, and with it the transaction. */
export const connectionGone = (): void => undefined;

const CODES: Partial<Record<DatabaseProblem, ErrorCode>> = {
  'disk-full': 'disk-full',
  unavailable: 'try-again',
  serialization: 'try-again',
  'lock-timeout': 'try-again',
  timeout: 'try-again',
};

const TROUBLES: ReadonlySet<ErrorCode> = new Set(Object.values(CODES));

/** The named error of a passing trouble of the database; undefined where the statement itself is at fault. */
export function troubleOf(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return TROUBLES.has(error.code) ? error : undefined;
  const code = CODES[classify(error)];
  if (code === undefined) return undefined;
  return code === 'try-again' ? tryAgain() : new DomainError(code);
}

/** Passing troubles as named errors, everything else as it is. */
export async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw troubleOf(error) ?? error;
  }
}

/** Will go away by itself, and is the fault of no event: nothing to be parked for. */
export function isPassing(error: unknown): boolean {
  return classify(error) !== 'timeout' && troubleOf(error) !== undefined;
}
