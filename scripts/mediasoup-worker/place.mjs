// Where the worker of this version is kept, outside of the checkout, and whether the one that lies there runs here.
// The hub looks at the same place (src/features/stage/worker/worker-place.ts).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What a worker answers that was started by nobody it knows. */
const ALONE = 41;

export const versionOf = (packageDir) => JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version;

export function placeOf(version, env = process.env) {
  const caches = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(caches, 'tertulia', 'mediasoup', `${version}-${process.platform}-${process.arch}`, 'mediasoup-worker');
}

/** A program for another machine, or against libraries that are gone, says something else or nothing. */
export const runs = (file) => existsSync(file) && spawnSync(file, { env: {}, stdio: 'ignore' }).status === ALONE;
