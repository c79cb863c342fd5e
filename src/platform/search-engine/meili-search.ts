import { Logger } from '@nestjs/common';
import {
  type EnqueuedTaskPromise,
  Meilisearch,
  MeilisearchApiError,
  MeilisearchError,
  type Settings,
} from 'meilisearch';
import { z } from 'zod';
import type { Clock } from '../clock/clock.js';
import { DomainError } from '../errors/domain-error.js';
import { more, Seldom } from '../observability/seldom.js';
import {
  type IndexChange,
  SEARCH_GROUPS,
  SearchEngine,
  type SearchGroup,
  type SearchHit,
  type SearchQuestion,
  type SearchTerm,
} from './search-engine.js';

const PATIENCE_MS = 5_000;
/** Making an index, or emptying one, waits behind what the server does already. */
const TASK_MS = 120_000;
const SETTINGS: Settings = {
  searchableAttributes: ['words'],
  filterableAttributes: ['id', 'room', 'author', 'at', 'has'],
  sortableAttributes: ['at'],
  displayedAttributes: ['id', 'at'],
  // The newest first, whatever it says: a page goes on where the one before ended.
  rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness'],
};

const cursorShape = z.strictObject({ at: z.int(), ids: z.array(z.uuid()).max(1_000) });
type Cursor = z.infer<typeof cursorShape>;
interface Kept extends Record<string, unknown> {
  id: string;
  at: number;
}

/** A Meilisearch server. What it took is in its own durable queue; what it finds is a moment old. */
export class MeiliSearch extends SearchEngine {
  readonly place = 'elsewhere';
  readonly #client: Meilisearch;
  readonly #logger = new Logger('MeiliSearch');
  readonly #seldom = new Seldom();

  constructor(
    { url, key }: { url: string; key: string | undefined },
    private readonly clock: Clock,
  ) {
    super();
    this.#client = new Meilisearch({ host: url, timeout: PATIENCE_MS, ...(key === undefined ? {} : { apiKey: key }) });
  }

  async find(question: SearchQuestion): Promise<SearchHit[]> {
    const { group, terms, rooms, authors, limit } = question;
    const words = wordsOf(terms);
    if ((terms.length > 0 && words === '') || rooms?.length === 0 || authors?.length === 0) return [];
    const cursor = readCursor(question.after);
    const { hits } = await this.asking(() =>
      this.#client.index<Kept>(uidOf(group)).search(words, {
        filter: filterOf(question, cursor),
        sort: ['at:desc'],
        matchingStrategy: 'all',
        attributesToRetrieve: ['id', 'at'],
        limit,
      }),
    );
    let last = cursor;
    return hits.map(({ id, at }) => {
      last = { at, ids: last?.at === at ? [...last.ids, id] : [id] };
      return { id, cursor: Buffer.from(JSON.stringify(last)).toString('base64url') };
    });
  }

  async write({ put, remove }: IndexChange): Promise<void> {
    await this.asking(async () => {
      for (const group of SEARCH_GROUPS) {
        const index = this.#client.index(uidOf(group));
        const gone = remove.filter((one) => one.group === group).map(({ id }) => id);
        const documents = put
          .filter((document) => document.group === group)
          .map(({ id, room, author, at, words, has }) => ({ id, room, author, at: at.getTime(), words, has }));
        if (gone.length > 0) await index.deleteDocuments(gone);
        if (documents.length > 0) await index.addDocuments(documents);
      }
    });
  }

  async clear(): Promise<void> {
    await this.asking(async () => {
      for (const group of SEARCH_GROUPS) await done(this.#client.index(uidOf(group)).deleteAllDocuments());
    });
  }

  async prepare(): Promise<boolean> {
    return this.asking(async () => {
      let made = false;
      for (const group of SEARCH_GROUPS) {
        if (!(await this.exists(group))) {
          // Another node of this hub may have been quicker.
          await done(this.#client.createIndex(uidOf(group), { primaryKey: 'id' }), 'index_already_exists');
          made = true;
        }
        await done(this.#client.index(uidOf(group)).updateSettings(SETTINGS));
      }
      return made;
    });
  }

  private async exists(group: SearchGroup): Promise<boolean> {
    try {
      await this.#client.getRawIndex(uidOf(group));
      return true;
    } catch (error) {
      if (error instanceof MeilisearchApiError && error.response.status === 404) return false;
      throw error;
    }
  }

  // What the library says repeats neither the words nor the key.
  private async asking<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MeilisearchError)) throw error;
      this.#seldom.say(error.name, this.clock.monotonic(), (unsaid) =>
        this.#logger.warn({ msg: `Meilisearch: ${reasonOf(error)}`, ...more(unsaid) }),
      );
      throw Object.assign(new DomainError('search/away'), { cause: error });
    }
  }
}

/** What the server only took on comes to an end later: the library waits for it, and leaves it to us whether it went well. */
async function done(taken: EnqueuedTaskPromise, unless?: string): Promise<void> {
  const { status, error } = await taken.waitTask({ timeout: TASK_MS });
  if (status === 'succeeded' || (unless !== undefined && error?.code === unless)) return;
  throw Object.assign(new MeilisearchError(`a task ${status}`), {
    name: `a task ${status} ${error?.code ?? ''}`.trim(),
  });
}

const uidOf = (group: SearchGroup): string => `tertulia_${group}`;

/** A minus before a word would exclude it, and quotes make phrases: what people typed has neither meaning by itself. */
export function wordsOf(terms: readonly SearchTerm[]): string {
  const said = terms.flatMap(({ said: text, exactly }) => {
    const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    if (words.length === 0) return [];
    return exactly || words.length > 1 ? [`"${words.join(' ')}"`] : words;
  });
  if (said.length === 0) return '';
  // A space after the last word says that it is whole.
  return said.join(' ') + (terms.at(-1)?.goesOn ? '' : ' ');
}

export function filterOf({ rooms, authors, has, since, until }: SearchQuestion, cursor: Cursor | null): string[] {
  const list = (ids: readonly string[]): string => `[${ids.map((id) => `"${id}"`).join(', ')}]`;
  return [
    ...(rooms === null ? [] : [`room IN ${list(rooms)}`]),
    ...(authors === null ? [] : [`author IN ${list(authors)}`]),
    ...has.map((what) => `has = "${what}"`),
    ...(since === null ? [] : [`at >= ${since.getTime()}`]),
    ...(until === null ? [] : [`at < ${until.getTime()}`]),
    ...(cursor === null ? [] : [`at <= ${cursor.at}`, `id NOT IN ${list(cursor.ids)}`]),
  ];
}

/** Null for whatever is none. */
function readCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    const read = cursorShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function reasonOf(error: MeilisearchError): string {
  if (error instanceof MeilisearchApiError)
    return `it answered ${error.response.status} ${error.cause?.code ?? ''}`.trim();
  return error.name;
}
