import { Readable } from 'node:stream';
import type { ByteRange, FileStorage } from '../../../platform/uploads/file-storage.js';

export const PIECE_BYTES = 4 * 1024 * 1024;
export const tracksFolder = (id: string): string => `recordings/${id}`;
export const pieceOf = (id: string, number: number): string => `${tracksFolder(id)}/${number}`;

/** A stretch of a file that is kept in pieces of one size; null where it is gone. */
export async function recordedBytes(
  storage: FileStorage,
  id: string,
  { start, end }: ByteRange,
): Promise<Readable | null> {
  const first = Math.floor(start / PIECE_BYTES);
  const last = Math.floor(end / PIECE_BYTES);
  const read = (number: number): Promise<Readable | null> => {
    const from = number * PIECE_BYTES;
    const within = { start: Math.max(start, from) - from, end: Math.min(end, from + PIECE_BYTES - 1) - from };
    return storage.read(pieceOf(id, number), within);
  };
  // Whether it is there is known before anything is said of it.
  const beginning = await read(first);
  if (beginning === null) return null;
  const pieces = async function* (): AsyncIterable<Buffer> {
    yield* beginning as AsyncIterable<Buffer>;
    for (let number = first + 1; number <= last; number += 1) {
      const piece = await read(number);
      if (piece === null) throw new Error(`A piece of the recorded track ${id} is missing.`);
      yield* piece as AsyncIterable<Buffer>;
    }
  };
  return Readable.from(pieces(), { objectMode: false });
}
