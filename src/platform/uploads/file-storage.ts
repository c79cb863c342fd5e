import type { Readable } from 'node:stream';

/** `folder/…/file`: made by the hub, never as typed by somebody. */
const PATH = /^[a-z]+(\/[0-9a-z-]+)+(\.[a-z]+)?$/;
const FOLDER = /^[a-z]+(\/[0-9a-z-]+)+$/;

/** A stretch of bytes, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of files are kept. Paths look alike wherever that is; nothing outside of them can be named. */
export abstract class FileStorage {
  /** Whole or not at all. Throws `disk-full` where there is no room. */
  abstract write(path: string, bytes: Buffer): Promise<void>;
  /** The bytes, or a stretch of them that lies within; null where there is no such file. Whoever gets it reads or destroys it. */
  abstract read(path: string, range?: ByteRange): Promise<Readable | null>;
  /** What is not there is gone already. */
  abstract remove(path: string): Promise<void>;
  /** Everything below a folder. */
  abstract removeFolder(folder: string): Promise<void>;
}

export function assertPath(path: string): void {
  if (path.length > 200 || !PATH.test(path)) throw new Error(`Not a path of a stored file: ${path}`);
}

export function assertFolder(folder: string): void {
  if (folder.length > 200 || !FOLDER.test(folder)) throw new Error(`Not a folder of stored files: ${folder}`);
}
