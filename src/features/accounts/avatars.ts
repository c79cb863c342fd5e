import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { AVATAR_MAX_BYTES } from '../../contract/accounts.contract.js';
import { BadImageError } from './accounts.errors.js';

const SIDE = 256;
// A camera's largest photo fits; what unpacks to more is a mistake or an attack.
const PIXELS_MAX = 50_000_000;
const SECONDS_MAX = 5;
// A photo takes up to 200 MB while it is unpacked.
const AT_ONCE = 2;
const readable = new Set(['image/jpeg', 'image/png', 'image/webp']);

interface Avatar {
  image: Buffer;
  hash: string;
}

export const avatarPath = (accountId: string, hash: string): string => `/api/avatars/${accountId}/${hash}.webp`;

/** Makes faces out of what people send. */
@Injectable()
export class Avatars {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /**
   * A square WebP of 256 px without any metadata. The bytes say what it is, never the name or the sender.
   * Throws a BadImageError for everything but a still JPEG, PNG or WebP of a size that can be a photo.
   */
  async prepare(bytes: Buffer | undefined): Promise<Avatar> {
    if (bytes === undefined || bytes.length === 0 || bytes.length > AVATAR_MAX_BYTES) throw new BadImageError();
    const type = await fileTypeFromBuffer(bytes);
    if (type === undefined || !readable.has(type.mime)) throw new BadImageError();
    const image = await this.inTurn(() => squared(bytes));
    return { image, hash: createHash('sha256').update(image).digest('hex').slice(0, 32) };
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

async function squared(bytes: Buffer): Promise<Buffer> {
  const options = { limitInputPixels: PIXELS_MAX, failOn: 'error', sequentialRead: true } as const;
  try {
    const { pages = 1 } = await sharp(bytes, options).metadata();
    if (pages > 1) throw new BadImageError();
    return await sharp(bytes, options)
      .timeout({ seconds: SECONDS_MAX })
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'cover', position: 'attention' })
      .toColourspace('srgb')
      .webp({ quality: 82 })
      .toBuffer();
  } catch (error) {
    // Whatever the decoder stumbles over is in the picture somebody sent.
    throw error instanceof BadImageError ? error : new BadImageError(error);
  }
}
