// Fetches the worker that mediasoup has built for this version and this kind of machine.
//
//   node fetch.mjs PACKAGE_DIR OUTPUT_FILE BASE_URL
//
// Ends with code 1 and a sentence where it cannot be had. Whoever starts it says how long it may take.
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { dirname, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runs, versionOf } from './place.mjs';

const PACKED_MAX = 50 * 1024 * 1024;
const UNPACKED_MAX = 200 * 1024 * 1024;
const BLOCK = 512;
const NAME = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';

const [packageDir, output, base] = process.argv.slice(2);
if (!packageDir || !output || !base) {
  console.error('usage: fetch.mjs PACKAGE_DIR OUTPUT_FILE BASE_URL');
  process.exit(2);
}
const draft = `${resolve(output)}.${process.pid}`;
try {
  const program = programIn(await download(addressOf(base, versionOf(packageDir))));
  mkdirSync(dirname(draft), { recursive: true });
  writeFileSync(draft, program);
  chmodSync(draft, 0o755);
  if (!runs(draft)) throw new Error('what came does not run here');
  renameSync(draft, resolve(output));
} catch (error) {
  rmSync(draft, { force: true });
  console.error(`The prebuilt worker could not be had: ${error.cause?.message ?? error.message}.`);
  process.exitCode = 1;
}

// As mediasoup's own installation names it.
function addressOf(base, version) {
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  const url = new URL(
    `${base.replace(/\/+$/, '')}/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`,
  );
  // What comes is run: it has to come from whom it says it comes from.
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !here) throw new Error('programs are fetched by HTTPS only');
  return url;
}

async function download(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.host} answered ${answer.status}`);
  const pieces = [];
  let size = 0;
  for await (const piece of answer.body) {
    size += piece.length;
    if (size > PACKED_MAX) throw new Error('it is too big');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The one file of the packed archive that is wanted; nothing else of it is unpacked anywhere. */
function programIn(packed) {
  const archive = gunzipSync(packed, { maxOutputLength: UNPACKED_MAX });
  for (let at = 0; at + BLOCK <= archive.length;) {
    const field = (from, length) => archive.toString('latin1', at + from, at + from + length).split('\0')[0];
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    if (!Number.isInteger(size) || size < 0 || at + BLOCK + size > archive.length) break;
    const isFile = field(156, 1) === '0' || field(156, 1) === '';
    if (isFile && size > 0 && field(0, 100).replace(/^\.\//, '') === NAME)
      return archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error('there is no worker in what came');
}
