// `npm run setup:media`: the worker that carries video, fetched or built into the cache. What a build lacks is installed where
// apt-get may be used; `npm start` never does that.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './install.mjs';
import { lacking } from './mediasoup-worker/lacking.mjs';
import { placeOf, runs, versionOf } from './mediasoup-worker/place.mjs';
import { node24, root } from './node24.mjs';
import { Sentence, step } from './progress.mjs';
import { installPackages } from './system-tools.mjs';

const RELEASES = 'https://github.com/versatica/mediasoup/releases/download';
const FETCH_LIMIT_MS = 10_000;
const packageDir = join(root, 'node_modules', 'mediasoup');

/** Where the worker is; throws a Sentence where it cannot be had. */
export async function ensureWorker() {
  const chosen = process.env.MEDIASOUP_WORKER_BIN;
  if (chosen && !runs(chosen))
    throw new Sentence(`MEDIASOUP_WORKER_BIN is "${chosen}", which is no worker that runs here.`);
  const version = versionOf(packageDir);
  const place = chosen || placeOf(version);
  if (runs(place)) return place;
  const downloads = process.env.MEDIASOUP_DOWNLOADS || RELEASES;
  if (downloads !== 'off')
    await tool(`video worker ${version} (fetching)`, 'fetch.mjs', [place, downloads], FETCH_LIMIT_MS);
  if (runs(place)) return place;
  await installPackages(lacking());
  const packages = lacking();
  if (packages.length > 0)
    throw new Sentence(
      `The video worker could neither be fetched nor built here: install what a build needs (on Debian "sudo apt-get install -y ${packages.join(' ')}"), or set MEDIASOUP_WORKER_BIN to one.`,
    );
  const said = await tool(`video worker ${version} (building; some minutes)`, 'build.mjs', [place]);
  if (!runs(place)) throw new Sentence(`The video worker could not be built:\n${said}`);
  return place;
}

/** Runs one of the two ways to a worker to its end; what it said last. */
function tool(label, name, args, limit) {
  let said = '';
  let far = '';
  const work = () =>
    new Promise((resolve, reject) => {
      const child = spawn(node24(), [join(root, 'scripts/mediasoup-worker', name), packageDir, ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(limit && { timeout: limit }),
      });
      const hear = (chunk) => {
        said = `${said}${chunk}`.slice(-4_000);
        far = /^\[\d+\/\d+\]/gm.exec(said.split('\n').findLast((line) => line.startsWith('[')) ?? '')?.[0] ?? far;
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('error', reject).once('close', () => resolve(said.trim()));
    });
  return step(label, work, () => far);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureDependencies();
    console.log(`Video is ready: ${await ensureWorker()}`);
  } catch (error) {
    console.error(error instanceof Sentence ? error.message : error);
    process.exitCode = 1;
  }
}
