import { constants } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '../errors/domain-error.js';
import type { Ids } from '../ids/ids.js';
import { assertFolder, assertPath, FileStorage, type ByteRange } from './file-storage.js';

/** Files below a folder of the hub (DATA_DIR), readable by nobody else. */
export class DiskStorage extends FileStorage {
  constructor(
    private readonly root: string,
    private readonly ids: Ids,
  ) {
    super();
  }

  /** Written aside, then put in its place. */
  async write(path: string, bytes: Buffer): Promise<void> {
    assertPath(path);
    const target = join(this.root, path);
    const draft = join(dirname(target), `${this.ids.next()}.new`);
    try {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await writeFile(draft, bytes, { mode: 0o600, flush: true });
      await rename(draft, target);
    } catch (error) {
      throw /^(ENOSPC|EDQUOT)$/.test(codeOf(error)) ? new DomainError('disk-full') : error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async read(path: string, range?: ByteRange): Promise<Readable | null> {
    assertPath(path);
    try {
      // A link somebody laid there is not followed.
      const file = await open(join(this.root, path), constants.O_RDONLY | constants.O_NOFOLLOW);
      return file.createReadStream(range ? { start: range.start, end: range.end } : {});
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(path: string): Promise<void> {
    assertPath(path);
    await rm(join(this.root, path), { force: true });
  }

  async removeFolder(folder: string): Promise<void> {
    assertFolder(folder);
    await rm(join(this.root, folder), { recursive: true, force: true });
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
