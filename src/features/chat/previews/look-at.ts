import { Injectable } from '@nestjs/common';
import { embedOf } from '../../../contract/embeds.js';
import { PREVIEW_LENGTHS } from '../../../contract/previews.contract.js';
import { Clock } from '../../../platform/clock/clock.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import { Outgoing } from '../../../platform/outgoing/outgoing.js';
import { Images } from '../../../platform/uploads/images.js';
import { decoded, pageFacts, words } from './page-facts.js';

/** What a link leads to, with its picture as bytes. */
export interface Look {
  readonly site: string;
  readonly title: string;
  readonly description: string | null;
  readonly picture: Buffer | null;
}

const PICTURES = /^image\/(png|jpeg|webp|gif|avif)$/;
const PAGES = /^(text\/html|application\/xhtml\+xml|image\/(png|jpeg|webp|gif|avif))$/;
const KNOWN_MAX = 100;
const KNOWN_MS = 60 * 60_000;

/** Looks at what stands behind a link. What was just looked at is known for a while: the same link is often said twice. */
@Injectable()
export class LinkViewer {
  readonly #known = new Map<string, { look: Look | null; until: number }>();

  constructor(
    private readonly outgoing: Outgoing,
    private readonly images: Images,
    private readonly clock: Clock,
    log: EventLog,
  ) {
    // An address may be among the words that somebody deletes: then nothing of it stays here either.
    log.onErased(() => this.#known.clear());
  }

  /** Null: there is nothing to show. Never throws. */
  async lookAt(link: string, signal: AbortSignal): Promise<Look | null> {
    const now = this.clock.monotonic();
    const known = this.#known.get(link);
    if (known && known.until > now) return known.look;
    const look = await this.seen(link, signal);
    if (signal.aborted) return look;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= KNOWN_MAX && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(link, { look, until: now + KNOWN_MS });
    return look;
  }

  private async seen(link: string, signal: AbortSignal): Promise<Look | null> {
    const site = embedOf(link)?.site ?? null;
    const found = await this.page(link, signal).catch(() => null);
    // A player can be opened whatever its site tells a program.
    return found ?? (site === null ? null : { site, title: site, description: null, picture: null });
  }

  private async page(link: string, signal: AbortSignal): Promise<Look | null> {
    const { url, type, charset, bytes, cut } = await this.outgoing.get(link, PAGES, { signal });
    const host = url.hostname.replace(/^www\./, '');
    if (PICTURES.test(type)) {
      const name = words(decodeURIComponent(url.pathname.split('/').at(-1) ?? ''), PREVIEW_LENGTHS.title);
      const picture = cut ? null : await this.small(bytes);
      return picture && { site: host, title: name ?? host, description: null, picture };
    }
    const { site, title, description, picture } = pageFacts(decoded(bytes, charset));
    if (title === null) return null;
    const shown = picture === null ? null : await this.picture(picture, url, signal).catch(() => null);
    return { site: site ?? host, title, description, picture: shown };
  }

  private async picture(address: string, page: URL, signal: AbortSignal): Promise<Buffer | null> {
    if (!URL.canParse(address, page.href)) return null;
    const { bytes, cut } = await this.outgoing.get(new URL(address, page).href, PICTURES, { signal });
    return cut ? null : this.small(bytes);
  }

  private async small(bytes: Buffer): Promise<Buffer> {
    return (await this.images.clean(bytes)).thumbnail;
  }
}
