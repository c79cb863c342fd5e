// A hub as people run it: what was built, its embedded PostgreSQL with fsync on, rate limits on, nothing switched off.
import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresSeconds, postmasterOf, processSeconds, rssKib } from './cpu.mjs';
import { sleep } from './numbers.mjs';

const COLLECT_MS = 1_500;

export class Hub {
  #child;
  #printed = '';
  #options;
  #sql;

  static async start(options = {}) {
    const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-bench-'));
    chmodSync(dataDir, 0o755);
    const hub = new Hub({ port: 20_000 + Math.floor(Math.random() * 10_000), dataDir, ...options });
    await hub.run();
    return hub;
  }

  /** `preload`: modules of this folder that are loaded before the hub and change it; `profile`: a file for a CPU profile. */
  constructor(options) {
    this.#options = options;
  }

  /** Starts the process; again after `crash`, with the same data and the same address. */
  async run() {
    const { port, dataDir, preload = [], profile, env = {} } = this.#options;
    const modules = [...preload, ...(profile ? ['profile'] : []), 'collect'];
    this.#child = fork('dist/src/main.js', {
      execArgv: [
        '--expose-gc',
        // As `npm start` and the image do.
        '--max-semi-space-size=16',
        '--no-parallel-scavenge',
        ...modules.flatMap((name) => ['--import', new URL(`preload/${name}.mjs`, import.meta.url).href]),
      ],
      env: {
        ...process.env,
        ...(profile ? { BENCH_PROFILE: profile } : {}),
        PORT: String(port),
        DATA_DIR: dataDir,
        DEMO: 'off',
        VIDEO: 'off',
        LOG_LEVEL: 'fatal',
        NODE_ENV: 'production',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.#child.stdout.on('data', (data) => (this.#printed += data));
    await new Promise((resolve, reject) => {
      this.#child.once('message', resolve);
      this.#child.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${this.#printed}`)));
    });
    this.postmaster = postmasterOf(dataDir);
  }

  get pid() {
    return this.#child.pid;
  }

  get url() {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  get dataDir() {
    return this.#options.dataDir;
  }

  /** A connection to its database, as the system's own user. */
  async sql(text, values) {
    if (this.#sql === undefined) {
      this.#sql = new pg.Client({ host: join(this.dataDir, 'database'), user: 'tertulia', database: 'tertulia' });
      // A database that is killed on purpose takes this connection with it.
      this.#sql.on('error', () => (this.#sql = undefined));
      await this.#sql.connect();
    }
    const { rows } = await this.#sql.query(text, values);
    return rows;
  }

  /** CPU seconds so far: its own and PostgreSQL's. */
  cpu() {
    return { own: processSeconds(this.pid), pg: postgresSeconds(this.postmaster) };
  }

  rss() {
    return rssKib(this.pid);
  }

  /** Its memory after a full collection. */
  async collectedRss() {
    this.#child.once('message', ({ heapKib }) => (this.heapKib = heapKib));
    this.#child.kill('SIGURG');
    await sleep(COLLECT_MS);
    return this.rss();
  }

  /** A word to a module that was loaded before it, and its answer. */
  tell(word) {
    this.#child.send(word);
  }

  heard() {
    return new Promise((resolve) => this.#child.once('message', resolve));
  }

  toggleProfile() {
    this.#child.kill('SIGUSR2');
  }

  /** kill -9. */
  async crash() {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }

  async stop() {
    await this.#sql?.end();
    this.#sql = undefined;
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = new Promise((resolve) => this.#child.once('exit', resolve));
      this.#child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
