import { Injectable } from '@nestjs/common';
import sharp, { type Sharp } from 'sharp';

// A camera's largest photo fits; what unpacks to more is a mistake or an attack. All frames of a moving picture count.
const PIXELS_MAX = 50_000_000;
export const MEGAPIXELS_MAX = PIXELS_MAX / 1_000_000;
const SECONDS_MAX = 10;
// A photo takes up to 200 MB while it is unpacked.
const AT_ONCE = 2;
const SIDE_MAX = 4_096;
const THUMBNAIL_SIDE = 640;
const OPTIONS = { limitInputPixels: PIXELS_MAX, failOn: 'error', sequentialRead: true } as const;

export interface CleanImage {
  readonly bytes: Buffer;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly thumbnail: Buffer;
}

/** What was sent is no picture that can be read within bounds. */
export class UnreadableImage extends Error {
  override readonly name = 'UnreadableImage';
}

/** Pictures made anew out of what people send: upright, of a bounded size, without anything the camera wrote into them. */
@Injectable()
export class Images {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** A square WebP of a still picture; throws an UnreadableImage. */
  square(bytes: Buffer, side: number): Promise<Buffer> {
    return this.inTurn(async () => {
      if ((await framesOf(bytes)).frames > 1) throw new UnreadableImage('It moves.');
      return upright(sharp(bytes, OPTIONS))
        .resize(side, side, { fit: 'cover', position: 'attention' })
        .webp({ quality: 82 })
        .toBuffer();
    });
  }

  /** In its own format where that is an everyday one, otherwise WebP; a GIF keeps moving. Throws an UnreadableImage. */
  clean(bytes: Buffer): Promise<CleanImage> {
    return this.inTurn(async () => {
      const { format, frames } = await framesOf(bytes);
      const moves = frames > 1;
      const bounded = upright(sharp(bytes, { ...OPTIONS, animated: moves }), moves).resize(SIDE_MAX, SIDE_MAX, {
        fit: 'inside',
        withoutEnlargement: true,
      });
      const made = await inFormat(bounded, format, moves).toBuffer({ resolveWithObject: true });
      const { width, pageHeight, height } = await sharp(made.data, { animated: moves }).metadata();
      const thumbnail = await upright(sharp(made.data, OPTIONS))
        .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 78 })
        .toBuffer();
      return { bytes: made.data, type: `image/${made.info.format}`, width, height: pageHeight ?? height, thumbnail };
    });
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await work();
    } catch (error) {
      // Whatever the decoder stumbles over is in the picture somebody sent.
      throw error instanceof UnreadableImage ? error : new UnreadableImage('It cannot be read.', { cause: error });
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

async function framesOf(bytes: Buffer): Promise<{ format: string; frames: number }> {
  const { format, pages = 1, width, height } = await sharp(bytes, OPTIONS).metadata();
  // Said by the head of the file, so that nothing is unpacked to find out; of a moving one every frame has this size.
  if (width * height * pages > PIXELS_MAX) throw new UnreadableImage('It has too many pixels.');
  return { format, frames: pages };
}

// Metadata are left out by not asking for them. A moving picture has no orientation to follow.
const upright = (image: Sharp, moves = false): Sharp =>
  (moves ? image : image.autoOrient()).timeout({ seconds: SECONDS_MAX }).toColourspace('srgb');

function inFormat(image: Sharp, format: string, moves: boolean): Sharp {
  if (format === 'jpeg') return image.jpeg({ quality: 86 });
  if (format === 'png' && !moves) return image.png();
  if (format === 'gif') return image.gif();
  return image.webp({ quality: 86 });
}
