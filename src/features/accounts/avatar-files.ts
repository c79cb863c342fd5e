import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Ids } from '../../platform/ids/ids.js';

/** Faces on the disk: `DATA_DIR/avatars/<account>/<hash>.webp`. Ids and hashes come checked, never as typed by somebody. */
@Injectable()
export class AvatarFiles {
  readonly #root: string;

  constructor(
    config: Config,
    private readonly ids: Ids,
  ) {
    this.#root = join(config.dataDir, 'avatars');
  }

  /** Whole or not at all: written aside, then put in its place. */
  async save(accountId: string, hash: string, image: Buffer): Promise<void> {
    const folder = join(this.#root, accountId);
    await mkdir(folder, { recursive: true });
    const draft = join(folder, `${this.ids.next()}.new`);
    try {
      await writeFile(draft, image);
      await rename(draft, join(folder, `${hash}.webp`));
    } finally {
      await rm(draft, { force: true });
    }
  }

  async read(accountId: string, hash: string): Promise<Buffer | null> {
    try {
      return await readFile(join(this.#root, accountId, `${hash}.webp`));
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  /** By its path in the account: only the one that was replaced, since another may be on its way. */
  async remove(path: string): Promise<void> {
    const [file = '', accountId = ''] = path.split('/').toReversed();
    await rm(join(this.#root, accountId, file), { force: true });
  }

  /** Whoever takes a face away wants it gone. */
  async removeAll(accountId: string): Promise<void> {
    await rm(join(this.#root, accountId), { recursive: true, force: true });
  }
}

const isAbsent = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
