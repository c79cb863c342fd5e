import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { AVATAR_MAX_BYTES } from '../../contract/accounts.contract.js';
import { Images, UnreadableImage } from '../../platform/uploads/images.js';
import { BadImageError } from './accounts.errors.js';

const SIDE = 256;
const readable = new Set(['image/jpeg', 'image/png', 'image/webp']);

interface Avatar {
  image: Buffer;
  hash: string;
}

export const avatarPath = (accountId: string, hash: string): string => `/api/avatars/${accountId}/${hash}.webp`;

/** Makes faces out of what people send. */
@Injectable()
export class Avatars {
  constructor(private readonly images: Images) {}

  /**
   * A square WebP of 256 px without any metadata. The bytes say what it is, never the name or the sender.
   * Throws a BadImageError for everything but a still JPEG, PNG or WebP of a size that can be a photo.
   */
  async prepare(bytes: Buffer | undefined): Promise<Avatar> {
    if (bytes === undefined || bytes.length === 0 || bytes.length > AVATAR_MAX_BYTES) throw new BadImageError();
    const type = await fileTypeFromBuffer(bytes);
    if (type === undefined || !readable.has(type.mime)) throw new BadImageError();
    try {
      const image = await this.images.square(bytes, SIDE);
      return { image, hash: createHash('sha256').update(image).digest('hex').slice(0, 32) };
    } catch (error) {
      throw error instanceof UnreadableImage ? new BadImageError(error) : error;
    }
  }
}
