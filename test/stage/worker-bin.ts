import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { workerPlace } from '../../src/features/stage/worker/worker-place.js';

/** The worker of mediasoup that the tests run: the one that `npm test` names, or the one in the cache. */
export function workerBin(): string {
  const chosen = process.env['MEDIASOUP_WORKER_BIN'];
  const place = chosen || workerPlace(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'));
  if (!existsSync(place)) throw new Error('There is no worker of mediasoup: run "npm run setup:media" first.');
  return place;
}

/** Settings of a hub with video. */
export const withVideo = (): Record<string, string> => ({ VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin() });
