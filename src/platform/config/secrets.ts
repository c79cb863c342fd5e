import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** 32 random bytes each, as base64url text. */
export interface Secrets {
  /** Signs the short access tokens. */
  readonly accessTokenKey: string;
  /** Signs cookies. */
  readonly cookieKey: string;
  /** Keys the hashes of refresh tokens, invitation codes and addresses, so that a copy of the tables opens nothing. */
  readonly tokenHashKey: string;
  /** Signs the short-lived addresses of files. */
  readonly fileAddressKey: string;
  /** The passwords of demo people are derived from it. */
  readonly demoKey: string;
}

const files = {
  accessTokenKey: 'access-token',
  cookieKey: 'cookie',
  tokenHashKey: 'token-hash',
  fileAddressKey: 'file-address',
  demoKey: 'demo',
} as const satisfies Record<keyof Secrets, string>;

/** Reads the keys of this installation from DATA_DIR/keys and makes those that are missing (mode 0600). */
export function loadSecrets(dataDir: string): Secrets {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return Object.freeze({
    accessTokenKey: readOrMake(join(folder, files.accessTokenKey)),
    cookieKey: readOrMake(join(folder, files.cookieKey)),
    tokenHashKey: readOrMake(join(folder, files.tokenHashKey)),
    fileAddressKey: readOrMake(join(folder, files.fileAddressKey)),
    demoKey: readOrMake(join(folder, files.demoKey)),
  });
}

function readOrMake(path: string): string {
  const existing = read(path);
  if (existing !== undefined) return existing;
  // Written aside and linked into place: two processes starting together end with the same key, and a full disk leaves no half key.
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${randomBytes(32).toString('base64url')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = read(path);
  if (made === undefined) throw new Error(`The key in ${path} could not be written.`);
  return made;
}

function read(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  if (!/^[\w-]{43}$/.test(text))
    throw new Error(
      `The file ${path} does not hold a key of Tertulia; restore it from your backup, or remove it to have a new key made (everybody then signs in again).`,
    );
  return text;
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
