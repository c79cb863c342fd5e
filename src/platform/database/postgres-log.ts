import { existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskSentence } from '../config/data-folder.js';
import { StartError } from '../config/start-error.js';

const KEPT_BYTES = 5 * 1024 * 1024;
const TAIL_BYTES = 4_000;

/** What the database server prints; begun anew when it has grown too long. */
export class PostgresLog {
  readonly #path: string;
  #before = 0;

  constructor(databaseFolder: string) {
    this.#path = join(dirname(databaseFolder), 'logs', 'database.log');
  }

  /** A file descriptor to write to; its owner closes it. */
  open(): number {
    const size = existsSync(this.#path) ? statSync(this.#path).size : 0;
    this.#before = size > KEPT_BYTES ? 0 : size;
    return openSync(this.#path, size > KEPT_BYTES ? 'w' : 'a', 0o600);
  }

  /** The end of what was printed since `open`. */
  tail(): string {
    return readFileSync(this.#path).subarray(this.#before).subarray(-TAIL_BYTES).toString('utf8');
  }
}

/** What PostgreSQL's own words mean for the person who starts the hub. */
export function databaseFailure(folder: string, what: string, output: string): Error {
  // A file that could only be extended by half says nothing of the kernel's, but gives this hint.
  const full = /No space left|Check free disk space/.test(output);
  const code = full ? 'ENOSPC' : /Read-only file system/.test(output) ? 'EROFS' : undefined;
  if (code !== undefined) return diskSentence(Object.assign(new Error(output), { code }), dirname(folder));
  const last = output.split('\n').findLast((line) => /(FATAL|PANIC|error):/.test(line));
  return new StartError(
    `The database in ${folder} ${what}: ${last?.replace(/^.*?(FATAL|PANIC|error):\s*/, '') ?? output.trim()}`,
  );
}
