import { Parser } from 'htmlparser2';
import { PREVIEW_LENGTHS } from '../../../contract/previews.contract.js';

/** What a page says of itself. */
export interface PageFacts {
  readonly site: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** As it stands there: perhaps relative, perhaps nonsense. */
  readonly picture: string | null;
}

const NAMES = {
  site: ['og:site_name', 'application-name'],
  title: ['og:title', 'twitter:title'],
  description: ['og:description', 'twitter:description', 'description'],
  picture: ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'],
} as const;

/** Reads the head of a page. Nothing of it is run, and what it says is only ever shown as words. */
export function pageFacts(html: string): PageFacts {
  const said = new Map<string, string>();
  let title = '';
  let inTitle = false;
  const parser = new Parser({
    onopentag(name, { property, name: named, content }) {
      if (name === 'body' || name === 'svg') inTitle = false;
      if (name === 'title' && title === '') inTitle = true;
      const key = (property ?? named ?? '').toLowerCase();
      if (name === 'meta' && content && !said.has(key)) said.set(key, content);
    },
    ontext(text) {
      if (inTitle && title.length < PREVIEW_LENGTHS.title * 2) title += text;
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
    },
  });
  parser.end(html);
  const first = (names: readonly string[]): string => names.map((name) => said.get(name)).find(Boolean) ?? '';
  return {
    site: words(first(NAMES.site), PREVIEW_LENGTHS.site),
    title: words(first(NAMES.title), PREVIEW_LENGTHS.title) ?? words(title, PREVIEW_LENGTHS.title),
    description: words(first(NAMES.description), PREVIEW_LENGTHS.description),
    picture: first(NAMES.picture).trim() || null,
  };
}

/** One line of a bounded length, or null where nothing is left of it. */
export function words(text: string, most: number): string | null {
  const line = text
    .toWellFormed()
    .normalize('NFC')
    // What turns a line around or hides in it is no part of a title.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const signs = [...line];
  return line === '' ? null : signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : line;
}

/** Bytes as words: the charset of the answer, else what the page says, else UTF-8. */
export function decoded(bytes: Buffer, charset: string | null): string {
  const declared = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(
    bytes.subarray(0, 2_048).toString('latin1'),
  );
  for (const label of [charset, declared?.[1]]) {
    if (!label) continue;
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      // A name that no decoder goes by: the next one may be.
    }
  }
  return new TextDecoder().decode(bytes);
}
