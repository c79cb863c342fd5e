import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { types } from 'node:util';
import { createGunzip } from 'node:zlib';
import { StartError } from '../../config/start-error.js';
import { DamageError, JSON_BYTES_MAX } from './contents.js';
import { BLOCK, padding, readHeader, readRecords } from './tar.js';

/** One file of the archive. Its content must be read to its end before the next one is asked for. */
export interface Entry {
  readonly name: string;
  readonly size: number;
  content(): AsyncGenerator<Buffer>;
}

const EXTENDED_MAX = 64 * 1024;
const NO_GZIP = 'Z_DATA_ERROR';
const CUT = 'Z_BUF_ERROR';

/** Meets every entry in order, in bounded memory. Throws a StartError where the file is no backup, torn or damaged. */
export async function readArchive(
  file: string,
  visit: (entry: Entry) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  await assertReadable(file);
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: 256 * 1024 }),
      createGunzip({ chunkSize: 256 * 1024 }),
      async (source: AsyncIterable<Buffer>) => walk(new Bytes(source), visit),
      { signal },
    );
  } catch (error) {
    throw sentence(error, file);
  }
}

async function assertReadable(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new StartError(`There is no file ${file}.`);
  await access(file, constants.R_OK).catch((error: unknown) => {
    throw new StartError(`This user may not read ${file}.`, { cause: error });
  });
}

async function walk(bytes: Bytes, visit: (entry: Entry) => Promise<void>): Promise<void> {
  for (let entry = await nextEntry(bytes); entry !== null; entry = await nextEntry(bytes)) {
    const { name, size } = entry;
    let left = size;
    async function* content(): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await bytes.some(left);
        left -= piece.length;
        yield piece;
      }
    }
    await visit({ name, size, content });
    if (left > 0) throw new DamageError('it holds more than was expected');
    await bytes.exactly(padding(size).length);
  }
  // The second of the two empty blocks, and nothing after it.
  const last = await bytes.exactly(BLOCK);
  if (last.some((byte) => byte !== 0) || !(await bytes.atEnd())) throw new DamageError('something follows its end');
}

async function nextEntry(bytes: Bytes): Promise<{ name: string; size: number } | null> {
  const header = readHeader(await bytes.exactly(BLOCK));
  if (header === null || header.kind === 'file') return header;
  if (header.kind !== 'extended' || header.size > EXTENDED_MAX) throw new DamageError('it holds what no backup holds');
  const records = readRecords(await bytes.exactly(header.size));
  await bytes.exactly(padding(header.size).length);
  const plain = readHeader(await bytes.exactly(BLOCK));
  const size = Number(records.get('size') ?? plain?.size);
  if (plain?.kind !== 'file' || !Number.isSafeInteger(size) || size < 0) throw new DamageError('a header is wrong');
  return { name: records.get('path') ?? plain.name, size };
}

/** The small JSON between the parts. */
export async function readJson(entry: Entry): Promise<unknown> {
  if (entry.size > JSON_BYTES_MAX) throw new DamageError(`${entry.name} is too big`);
  const pieces: Buffer[] = [];
  for await (const piece of entry.content()) pieces.push(piece);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch (error) {
    throw new DamageError(`${entry.name} makes no sense`, { cause: error });
  }
}

/** A stream of buffers as so many bytes at a time. */
class Bytes {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At least one byte and at most so many. */
  async some(most: number): Promise<Buffer> {
    if (await this.atEnd()) throw new DamageError('it ends too early');
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  async exactly(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let left = length; left > 0;) {
      const piece = await this.some(left);
      pieces.push(piece);
      left -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  async atEnd(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return true;
      this.#rest = next.value;
    }
    return false;
  }
}

function sentence(error: unknown, file: string): Error {
  if (error instanceof StartError) return error;
  const options = { cause: error };
  // Not `instanceof`: an error of the system may come from another realm.
  const code = types.isNativeError(error) && 'code' in error ? error.code : undefined;
  if (code === 'ABORT_ERR') return new StartError('Interrupted; nothing was changed.', options);
  if (code === CUT) return new StartError(damaged(file, 'it ends too early'), options);
  if (error instanceof DamageError) return new StartError(damaged(file, error.message), options);
  if (code === NO_GZIP) return new StartError(damaged(file, 'its bytes make no sense'), options);
  return types.isNativeError(error) ? error : new Error(String(error));
}

const damaged = (file: string, why: string): string =>
  `The file ${file} is no whole backup of Tertulia (${why}); use another copy of it.`;
