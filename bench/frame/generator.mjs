// Load comes from processes of their own. A bench file holds both halves: what it measures, and (as `generator`) what its
// load processes can be asked to do.
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

/** The longest bench takes an hour. */
const LIMIT_MS = 90 * 60_000;

export class Generator {
  #child;
  #asked = 0;
  #waiting = new Map();
  #said = new EventEmitter();

  /** `file` is the `import.meta.url` of the bench. */
  constructor(file) {
    this.#child = fork(new URL('generator-child.mjs', import.meta.url), [file], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      execArgv: ['--max-semi-space-size=32'],
    });
    // One that hangs ends as an error instead of never.
    this.#limit = setTimeout(() => this.#child.kill('SIGKILL'), LIMIT_MS).unref();
    this.#child.on('message', ({ id, result, error, said }) => {
      if (said !== undefined) return this.#said.emit(said);
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    });
    this.#child.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the generator has ended'));
    });
  }

  #limit;

  get pid() {
    return this.#child.pid;
  }

  /** What the child's function of that name returns. */
  ask(name, ...args) {
    const id = (this.#asked += 1);
    this.#child.send({ id, name, args });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Resolves when the child says that word. */
  heard(word) {
    return new Promise((resolve) => this.#said.once(word, resolve));
  }

  stop() {
    clearTimeout(this.#limit);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return Promise.resolve();
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    return gone;
  }
}
