import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { FileStorage } from '../../platform/uploads/file-storage.js';

/** Faces in the storage: `avatars/<account>/<hash>.webp`. Ids and hashes come checked, never as typed by somebody. */
@Injectable()
export class AvatarFiles {
  constructor(private readonly storage: FileStorage) {}

  async save(accountId: string, hash: string, image: Buffer): Promise<void> {
    await this.storage.write(`avatars/${accountId}/${hash}.webp`, image);
  }

  async read(accountId: string, hash: string): Promise<Buffer | null> {
    const image = await this.storage.read(`avatars/${accountId}/${hash}.webp`);
    return image && buffer(image);
  }

  /** By its path in the account; null where it is gone. */
  stream(path: string): Promise<Readable | null> {
    const [file = '', accountId = ''] = path.split('/').toReversed();
    return this.storage.read(`avatars/${accountId}/${file}`);
  }

  /** By its path in the account: only the one that was replaced, since another may be on its way. */
  async remove(path: string): Promise<void> {
    const [file = '', accountId = ''] = path.split('/').toReversed();
    await this.storage.remove(`avatars/${accountId}/${file}`);
  }

  /** Whoever takes a face away wants it gone. */
  async removeAll(accountId: string): Promise<void> {
    await this.storage.removeFolder(`avatars/${accountId}`);
  }
}
