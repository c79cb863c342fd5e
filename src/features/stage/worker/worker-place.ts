import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { version } from 'mediasoup';

/** Where the worker of this version is kept; `scripts/mediasoup-worker/place.mjs` puts it there. */
export function workerPlace(cacheFolder: string): string {
  const folder = `${version}-${process.platform}-${process.arch}`;
  return join(cacheFolder, 'tertulia', 'mediasoup', folder, 'mediasoup-worker');
}

/** The npm package, which brings the sources of the worker. */
export function mediasoupFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('mediasoup')), '..', '..');
}
