// A reference server in a process of its own: the bare Socket.IO broadcaster, or another script.
import { fork } from 'node:child_process';
import { processSeconds, rssKib } from './cpu.mjs';
import { sleep } from './numbers.mjs';

const COLLECT_MS = 1_500;

export class Reference {
  #child;

  static async start(options = {}) {
    const reference = new Reference(options);
    await reference.run();
    return reference;
  }

  #options;

  constructor({ script = 'bare.mjs', env = {} }) {
    this.#options = { script, env };
  }

  /** Starts the process; again after `crash`, at the same address. */
  async run() {
    const { script, env } = this.#options;
    this.#child = fork(new URL(script, import.meta.url), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--expose-gc'],
      env: { ...process.env, NODE_ENV: 'production', ...(this.port ? { BENCH_PORT: String(this.port) } : {}), ...env },
    });
    this.port = await new Promise((resolve, reject) => {
      this.#child.once('message', resolve);
      this.#child.once('exit', () => reject(new Error('the reference did not start')));
    });
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** kill -9. */
  crash() {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    return gone;
  }

  get pid() {
    return this.#child.pid;
  }

  cpu() {
    return { own: processSeconds(this.pid), pg: 0 };
  }

  rss() {
    return rssKib(this.pid);
  }

  async collectedRss() {
    this.#child.once('message', ({ heapKib }) => (this.heapKib = heapKib));
    this.#child.kill('SIGURG');
    await sleep(COLLECT_MS);
    return this.rss();
  }

  stop() {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill();
    return gone;
  }
}
