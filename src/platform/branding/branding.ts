import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { z } from 'zod';
import { DEFAULT_NAME, type Branding as View } from '../../contract/branding.contract.js';
import { Clock, type Timer } from '../clock/clock.js';
import { describeError } from '../errors/describe-error.js';
import { DomainError } from '../errors/domain-error.js';
import { FileStorage } from '../uploads/file-storage.js';
import { Images, MEGAPIXELS_MAX, UnreadableImage } from '../uploads/images.js';
import { BrandingRepository } from './branding.repository.js';

const SIDE = 512;
const EVERY_MS = 5_000;
const READABLE = new Set(['image/jpeg', 'image/png', 'image/webp']);
const row = z.object({
  name: z.string().min(1).max(40).catch(DEFAULT_NAME).default(DEFAULT_NAME),
  hue: z.int().min(0).max(359).nullable().catch(null).default(null),
  /** The hash that names the picture. */
  logo: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable()
    .catch(null)
    .default(null),
});
const fileOf = (hash: string): string => `branding/${hash}.webp`;

/** How the hub is called and looks, set at run time. Every page is made with it, so it is at hand; other nodes follow in seconds. */
@Injectable()
export class Branding implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('branding');
  #now: z.output<typeof row> = row.parse({});
  #timer: Timer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly images: Images,
    private readonly storage: FileStorage,
    private readonly repository: BrandingRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.look();
    this.#timer = this.clock.setRepeating(() => void this.look(), EVERY_MS);
  }

  onApplicationShutdown(): void {
    this.clock.clearTimer(this.#timer);
  }

  get now(): View {
    const { name, hue, logo } = this.#now;
    return { name, hue, logo: logo === null ? null : `/api/hub/logo/${logo}.webp` };
  }

  async set(changes: { name: string; hue: number | null }): Promise<View> {
    await this.repository.merge(changes);
    return this.again();
  }

  /** Any still JPEG, PNG or WebP; made anew as a square. A drawing in SVG could carry scripts and is refused. */
  async setLogo(bytes: Buffer | undefined): Promise<View> {
    const type = bytes && (await fileTypeFromBuffer(bytes));
    if (bytes === undefined || type === undefined || !READABLE.has(type.mime)) throw badImage();
    const image = await this.squareOf(bytes);
    const logo = createHash('sha256').update(image).digest('hex').slice(0, 32);
    await this.storage.write(fileOf(logo), image);
    const former = this.#now.logo;
    await this.repository.merge({ logo });
    if (former !== null && former !== logo) await this.storage.remove(fileOf(former));
    return this.again();
  }

  async logo(hash: string): Promise<Buffer | null> {
    const image = await this.storage.read(fileOf(hash));
    return image && buffer(image);
  }

  /** As it comes. */
  async restore(): Promise<View> {
    const { logo } = this.#now;
    await this.repository.forget();
    if (logo !== null) await this.storage.remove(fileOf(logo));
    return this.again();
  }

  private async again(): Promise<View> {
    this.#now = row.parse((await this.repository.read()) ?? {});
    return this.now;
  }

  // What was known goes on while the database is away.
  private async look(): Promise<void> {
    try {
      await this.again();
    } catch (error) {
      this.#logger.debug({ msg: 'The look of the hub could not be read', error: describeError(error) });
    }
  }

  private async squareOf(bytes: Buffer): Promise<Buffer> {
    try {
      return await this.images.square(bytes, SIDE);
    } catch (error) {
      throw error instanceof UnreadableImage ? badImage() : error;
    }
  }
}

const badImage = (): DomainError => new DomainError('uploads/bad-image', { megapixels: MEGAPIXELS_MAX });
