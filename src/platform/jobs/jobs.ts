import { EventEmitter } from 'node:events';
import {
  Injectable,
  Logger as NestLogger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import {
  Logger,
  parseCronItems,
  run,
  type Runner,
  runMigrations,
  type TaskList,
  type WorkerEventMap,
} from 'graphile-worker';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Clock, type Timer } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { DatabaseWatch } from '../database/database-watch.js';
import { type Sql, sqlOf } from '../database/sql.js';
import { Seldom, more } from '../observability/seldom.js';

const CONCURRENCY = 3;
const CONNECTIONS = 5;
const POLL_MS = 2_000;
const RESTART_MS = 2_000;
const MAX_ATTEMPTS = 12;
// Session lock under which one process at a time installs the queue's tables.
const INSTALL_LOCK = 7_241_530_119;

/** What a task learns about the run it is in. */
export interface JobRun {
  readonly key: string | null;
  /** 1 the first time. */
  readonly attempt: number;
  /** If this run fails too, the job is given up. */
  readonly last: boolean;
  /** Aborted when the hub is shutting down. */
  readonly signal: AbortSignal;
}
export type Task = (payload: unknown, job: JobRun) => Promise<void>;

export interface JobOptions {
  /** A job that waits under this key is replaced. */
  readonly key?: string;
  readonly runAt?: Date;
  readonly maxAttempts?: number;
  /** Jobs of one queue go one after another, on whatever node. */
  readonly queue?: string | undefined;
}

/** Adds a job in the transaction of `sql`: it exists when that commits, and not before. */
export async function addJob(sql: Sql, task: string, payload: unknown, options: JobOptions = {}): Promise<void> {
  await sql.query(
    `select from graphile_worker.add_job($1, payload => $2::json, run_at => $3::timestamptz, job_key => $4, max_attempts => $5::int, queue_name => $6)`,
    [
      ...[task, JSON.stringify(payload), options.runAt ?? null, options.key ?? null],
      ...[options.maxAttempts ?? MAX_ATTEMPTS, options.queue ?? null],
    ],
  );
}

/**
 * What is done later, repeated, or tried again: a queue in PostgreSQL that all nodes work on. A task may run twice
 * (a node can die between the work and the mark), so what it does must be keyed or harmless to repeat.
 */
@Injectable()
export class Jobs implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new NestLogger('Jobs');
  readonly #tasks = new Map<string, Task>();
  readonly #repeated: { task: string; match: string }[] = [];
  #pool: pg.Pool | undefined;
  #runner: Runner | undefined;
  #restart: Timer | undefined;
  #stopping: Promise<void> | undefined;
  readonly #seldom = new Seldom();
  /** Pools of workers of this process that have ended; what they had taken is taken back. */
  #ended: string[] = [];

  constructor(
    private readonly config: Config,
    private readonly source: DataSource,
    private readonly database: DatabaseWatch,
    private readonly clock: Clock,
  ) {}

  /** Declares who does a kind of job; before the start. */
  task(name: string, work: Task): void {
    if (this.#tasks.has(name)) throw new Error(`The task ${name} is registered twice.`);
    this.#tasks.set(name, work);
  }

  /** Runs `work` whenever the cron pattern (UTC, to the minute) says so, on one of the nodes. */
  repeat(name: string, cron: string, work: () => Promise<void>): void {
    this.task(name, work);
    this.#repeated.push({ task: name, match: cron });
  }

  async onModuleInit(): Promise<void> {
    await this.install();
  }

  async onApplicationBootstrap(): Promise<void> {
    // Without a line to other nodes there are none: whoever had taken a job was this hub before it was killed.
    if (this.config.redisUrl === undefined)
      await sqlOf(this.source).query(
        `select from graphile_worker.force_unlock_workers(array(
           select distinct locked_by from graphile_worker.jobs where locked_by is not null))`,
      );
    await this.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Makes the tables of the queue, or brings them up to date. */
  async install(): Promise<void> {
    const lock = this.source.createQueryRunner();
    try {
      await lock.query('SELECT pg_advisory_lock($1)', [INSTALL_LOCK]);
      await runMigrations(this.options());
      await lock.query('SELECT pg_advisory_unlock($1)', [INSTALL_LOCK]);
    } finally {
      await lock.release();
    }
  }

  async start(): Promise<void> {
    const taskList: TaskList = {};
    for (const [name, work] of this.#tasks)
      taskList[name] = async (payload, { job, abortSignal }) =>
        work(payload, {
          key: job.key,
          attempt: job.attempts,
          last: job.attempts >= job.max_attempts,
          signal: abortSignal,
        });
    const events = new EventEmitter();
    let pool = '';
    events.on('pool:create', ({ workerPool }: WorkerEventMap['pool:create']) => (pool = workerPool.id));
    this.#runner = await run({
      ...this.options(),
      events,
      taskList,
      parsedCronItems: parseCronItems(
        this.#repeated.map((item) => ({ ...item, identifier: item.task, options: { backfillPeriod: 0 } })),
      ),
    });
    const ended = (): void => {
      this.#ended.push(pool);
      this.startAgain();
    };
    this.#runner.promise.then(ended, ended);
  }

  // A worker that cannot say what became of a job gives up, and with it the others: after an outage they begin anew.
  private startAgain(): void {
    this.#runner = undefined;
    if (this.#stopping) return;
    this.note('The worker of the jobs has ended; it begins again.');
    this.#restart = this.clock.setTimer(() => {
      this.takeBack()
        .then(() => (this.#stopping ? undefined : this.start()))
        .catch(() => this.startAgain());
    }, RESTART_MS);
  }

  // What was taken by workers that are no more would otherwise lie for four hours.
  private async takeBack(): Promise<void> {
    const ended = this.#ended;
    await sqlOf(this.source).query('select from graphile_worker.force_unlock_workers($1::text[])', [ended]);
    this.#ended = this.#ended.slice(ended.length);
  }

  /** Lets what is running finish (after 5 s its signal is aborted). Idempotent. */
  async stop(): Promise<void> {
    await (this.#stopping ??= this.stopRunner());
  }

  // Without a database the worker cannot hand its jobs back; the shutdown goes on, and other nodes take them over later.
  private async stopRunner(): Promise<void> {
    this.clock.clearTimer(this.#restart);
    try {
      await this.#runner?.stop();
    } catch (error) {
      this.#logger.warn(
        `The worker of the jobs did not stop in order: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    await this.#pool?.end();
  }

  // A pool of our own: the worker's would stop listening to its connections before they are closed, and a database that
  // goes away in that moment would end the process.
  private get pool(): pg.Pool {
    if (this.#pool === undefined) {
      const lost = (error: Error): void => this.note(`A connection of the jobs was lost: ${error.message}`);
      this.#pool = new pg.Pool({
        connectionString: this.config.databaseUrl,
        max: CONNECTIONS,
        stream: this.database.line,
      });
      this.#pool.on('error', lost).on('connect', (client) => client.on('error', lost));
    }
    return this.#pool;
  }

  private options() {
    return {
      pgPool: this.pool,
      concurrency: CONCURRENCY,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      // Told one by one, the worker waits for nobody's answer when it stores what became of a job: a connection that is lost just
      // then would end the process. In batches (of whatever comes in the same turn) it gives up as above.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: new Logger(() => (level, message) => {
        if (level === 'error' || level === 'warning') this.note(message);
      }),
    };
  }

  // While the database is away the worker tries again and again, and says so each time in other words.
  private note(message: string): void {
    const kind = this.database.trouble ?? message.slice(0, 30);
    this.#seldom.say(kind, this.clock.monotonic(), (unsaid) => this.#logger.warn({ msg: message, ...more(unsaid) }));
  }
}
