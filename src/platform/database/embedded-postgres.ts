import { spawn } from 'node:child_process';
import { closeSync, existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { diskSentence, lockHolder } from '../config/data-folder.js';
import { StartError } from '../config/start-error.js';
import { type Cluster, HERE, openCluster, ROLE, runIn, socketFolderOf, writeAccess } from './postgres-cluster.js';
import { databaseFailure, PostgresLog } from './postgres-log.js';
import { forgetStale, isServerOf, lookAtPostmaster, processesOf } from './postmaster.js';

const POLL_MS = 25;
const WATCH_MS = 250;
const EXEC_MS = 150;
const START_LIMIT_MS = 300_000;
const REMAINS_LIMIT_MS = 30_000;
// "Smart" lets the hub's last connections end by themselves, "fast" ends those that are left and keeps everything
// committed, "immediate" is for a server that does not come to an end.
const STOPS = [
  ['SIGTERM', 1_000],
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
] as const;
const SIGN_IN_LIMIT_MS = 5_000;
/** A server that lives this long after a restart has recovered. */
const STEADY_MS = 5_000;
// Eleven minutes in all: time to make room on a disk.
const RESTART_PAUSES_MS = [0, 500, 1_000, 2_000, 5_000, 10_000, ...Array.from({ length: 10 }, () => 60_000)];
const DURABLE = ['fsync=on', 'synchronous_commit=on'];
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const SETTINGS = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'max_connections=200',
  'max_wal_size=512MB',
  'jit=off',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  // Statements and details carry people's words; the log of the server shall not.
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
  'cluster_name=tertulia',
];

interface Options {
  /** DATA_DIR; the database lives in `database` below it. */
  readonly dataDir: string;
  /** Tests only: a server that may forget everything when the power fails, and is fast. */
  readonly throwAway?: boolean;
  /** A program beside the hub leaves it to the hub to bring the server back. */
  readonly unwatched?: boolean;
  /** Tests only: how long it waits before each attempt to bring the server back. */
  readonly pauses?: readonly number[];
  /** Hears in words what happens to a running server. */
  readonly report?: (sentence: string) => void;
}

/** A real PostgreSQL out of the dependencies: made, started, adopted, watched and stopped by the hub. Unix socket only. */
export class EmbeddedPostgres {
  readonly #options: Options;
  readonly #folder: string;
  readonly #log: PostgresLog;
  #cluster: Cluster | undefined;
  #real = '';
  #socketFolder = '';
  #pid: number | undefined;
  #watch: NodeJS.Timeout | undefined;
  #stopping = false;
  #upSince = 0;
  /** Of a server that does not stay up. */
  #restarts = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#folder = join(options.dataDir, 'database');
    this.#log = new PostgresLog(this.#folder);
  }

  /** Starts the server (making its files the first time), or adopts the one that a killed hub left behind. */
  async start(): Promise<void> {
    if (process.platform !== 'linux')
      throw new StartError('The embedded database runs on Linux only; set DATABASE_URL to a PostgreSQL server.');
    if (!existsSync(this.#folder)) this.#options.report?.('The database is made; this takes a moment.');
    try {
      const cluster = openCluster(this.#folder, this.#options.throwAway === true);
      this.#cluster = cluster;
      this.#real = realpathSync(this.#folder);
      this.#socketFolder = socketFolderOf(this.#real, cluster);
      await this.run(cluster);
      await this.ensureDatabase();
    } catch (error) {
      throw diskSentence(error, this.#options.dataDir);
    }
    if (this.#options.unwatched !== true) this.watch();
  }

  /** The address of a database of this server, for pg and TypeORM. */
  url(database: string = ROLE): string {
    return `postgresql://${ROLE}@localhost/${database}?host=${encodeURIComponent(this.#socketFolder)}`;
  }

  /** Finishes what is under way and stops. Does nothing when another hub has taken the server over. Idempotent. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    clearInterval(this.#watch);
    const pid = this.#pid;
    if (pid === undefined || lockHolder(this.#options.dataDir) !== undefined) return;
    for (const [signal, limit] of STOPS) {
      if (!this.lives(pid)) return;
      process.kill(pid, signal);
      for (let waited = 0; waited < limit && this.lives(pid); waited += POLL_MS) await sleep(POLL_MS);
    }
  }

  private lives(pid: number): boolean {
    return isServerOf(pid, this.#real);
  }

  private async run(cluster: Cluster): Promise<void> {
    const found = lookAtPostmaster(this.#real);
    const adopted = found.state === 'starting' || found.state === 'ready';
    // Whoever runs the hub today may not be who ran it when the server was started.
    writeAccess(cluster);
    if (adopted) {
      this.#pid = found.pid;
      process.kill(found.pid, 'SIGHUP');
    } else {
      await this.remainsGone();
      if (found.state === 'stale') forgetStale([this.#real, this.#socketFolder]);
      this.#pid = this.spawnServer(cluster);
    }
    for (let waited = 0; waited < START_LIMIT_MS; waited += POLL_MS) {
      const { state } = lookAtPostmaster(this.#real);
      if (state === 'ready') return;
      if (!(await this.isStarting())) {
        // The adopted server was about to end.
        if (adopted) return this.run(cluster);
        throw databaseFailure(this.#folder, 'did not start', this.#log.tail());
      }
      await sleep(POLL_MS);
    }
    throw databaseFailure(this.#folder, 'did not start in time', this.#log.tail());
  }

  private async isStarting(): Promise<boolean> {
    if (this.#pid === undefined) return false;
    // Between fork and exec the child is not yet a PostgreSQL.
    if (!this.lives(this.#pid)) await sleep(EXEC_MS);
    return this.lives(this.#pid);
  }

  // Children of a killed postmaster end by themselves; a new server beside them would be refused.
  private async remainsGone(): Promise<void> {
    for (let waited = 0; waited < REMAINS_LIMIT_MS && processesOf(this.#real).length > 0; waited += POLL_MS)
      await sleep(POLL_MS);
  }

  private spawnServer(cluster: Cluster): number | undefined {
    const settings = [
      ...SETTINGS,
      ...(this.#options.throwAway === true ? FORGETFUL : DURABLE),
      `unix_socket_directories=${this.#socketFolder === this.#real ? '.' : this.#socketFolder}`,
    ];
    const log = this.#log.open();
    // A group of its own: Ctrl-C in the terminal reaches the hub, and the hub decides when the database may go.
    const child = spawn(cluster.binaries.postgres, ['-D', HERE, ...settings.flatMap((setting) => ['-c', setting])], {
      ...runIn(cluster, this.#real),
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    child.on('error', (error) => this.#options.report?.(`The database could not be run: ${error.message}.`));
    child.unref();
    return child.pid;
  }

  private async ensureDatabase(): Promise<void> {
    const client = await this.signIn();
    try {
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [ROLE]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${ROLE}`);
    } finally {
      await client.end();
    }
  }

  // An adopted server takes a moment to read who may come in.
  private async signIn(): Promise<pg.Client> {
    for (let waited = 0; ; waited += POLL_MS) {
      const client = new pg.Client({ connectionString: this.url('postgres') });
      try {
        await client.connect();
        return client;
      } catch (error) {
        await client.end();
        if (waited > SIGN_IN_LIMIT_MS) throw error;
        await sleep(POLL_MS);
      }
    }
  }

  private watch(): void {
    this.#upSince = performance.now();
    this.#watch = setInterval(() => {
      if (this.#pid !== undefined && this.lives(this.#pid)) return;
      clearInterval(this.#watch);
      this.#options.report?.('The database has ended unexpectedly; it is started again.');
      void this.bringBack();
    }, WATCH_MS).unref();
  }

  // Killed, or gone after a full disk: at once, then more and more patiently, and at last no more.
  private async bringBack(): Promise<void> {
    const { report, dataDir } = this.#options;
    let reason = '';
    const pauses = this.#options.pauses ?? RESTART_PAUSES_MS;
    if (performance.now() - this.#upSince > STEADY_MS) this.#restarts = 0;
    for (; this.#restarts < pauses.length; this.#restarts += 1) {
      await sleep(pauses[this.#restarts], undefined, { ref: false });
      if (this.#stopping || this.#cluster === undefined) return;
      const other = lockHolder(dataDir);
      if (other !== undefined) return report?.(`The database belongs to another Tertulia now (process ${other}).`);
      try {
        await this.run(this.#cluster);
        // The hub may have begun to stop meanwhile, with the old server's number in hand.
        if (this.#stopping && this.#pid !== undefined) return void process.kill(this.#pid, 'SIGINT');
        report?.('The database runs again.');
        this.#restarts += 1;
        return this.watch();
      } catch (error) {
        const again = error instanceof Error ? error.message : String(error);
        if (again !== reason) report?.(`The database does not start again: ${again}`);
        reason = again;
      }
    }
    report?.('The database could not be started again; start Tertulia anew when the reason is mended.');
  }
}
