import { Injectable } from '@nestjs/common';
import { SEARCH_FIRST, SEARCH_PAGE, type SearchAnswer, type SearchGroup } from '../../contract/search.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Limit, RateLimits } from '../../platform/http/rate-limits.js';
import { SearchEngine, type SearchQuestion } from '../../platform/search-engine/search-engine.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { excerpt } from './excerpt.js';
import { parseQuery, type ParsedQuery } from './parse-query.js';
import { badValue } from './search.errors.js';
import { type PersonRow, type Reader, SearchRepository } from './search.repository.js';
import { foundFileOf, foundMessageOf, foundPersonOf, foundRoomOf } from './search.view.js';

/** As fast as somebody types who waits for what comes. */
const LIMIT: Limit = { points: 60, durationSec: 20 };
/** A name that more people have is not asked for by its name alone. */
const NAMESAKES = 50;
/** How often a page is filled up where the index gave what may not be seen, or is no more. */
const ROUNDS = 5;

interface Asked {
  readonly q: string;
  readonly timeZone: string;
  readonly group?: SearchGroup | undefined;
  readonly after?: string | undefined;
}
type Page<T> = { items: T[]; next: string | null };
type Narrowing = Omit<SearchQuestion, 'group' | 'limit' | 'after'> & { readonly reader: Reader };

/** One search over people, rooms, messages and files. The engine says where to look; the rows say what there is to see. */
@Injectable()
export class SearchService {
  constructor(
    private readonly engine: SearchEngine,
    private readonly rooms: RoomsService,
    private readonly repository: SearchRepository,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  async find(actor: Actor, { q, timeZone, group, after }: Asked): Promise<SearchAnswer> {
    await this.limits.consume('search', actor.accountId, LIMIT);
    const parsed = parseQuery(q, { now: this.clock.now(), timeZone });
    const narrowing = await this.narrow(parsed, {
      viewer: actor.accountId,
      rooms: await this.rooms.findable(actor),
      listed: actor.kind === 'person',
    });
    const wanted = (one: SearchGroup): boolean => (group ?? one) === one && (named(one) || !isNarrow(parsed));
    const page = <T extends { id: string }, F>(
      one: SearchGroup,
      read: (ids: readonly string[], reader: Reader) => Promise<T[]>,
      view: (row: T, terms: ParsedQuery['terms']) => F,
    ): Promise<Page<F>> =>
      wanted(one)
        ? this.page(
            { ...narrowing, group: one, limit: group ? SEARCH_PAGE : SEARCH_FIRST[one], after: after ?? null },
            async (ids) => new Map((await read(ids, narrowing.reader)).map((row) => [row.id, view(row, parsed.terms)])),
          )
        : Promise.resolve({ items: [], next: null });
    const { repository } = this;
    // One after the other: a search holds one connection of the pool, not four.
    return {
      people: await page('people', (ids, reader) => this.people(ids, reader, parsed), foundPersonOf),
      rooms: await page('rooms', (ids, reader) => repository.rooms(ids, reader), foundRoomOf),
      messages: await page('messages', (ids, reader) => repository.messages(ids, reader), foundMessageOf),
      files: await page('files', (ids, reader) => repository.files(ids, reader), foundFileOf),
    };
  }

  /** A guest finds people by nothing but their names: what else is in the index is shown to members. */
  private async people(ids: readonly string[], reader: Reader, { terms }: ParsedQuery): Promise<PersonRow[]> {
    const rows = await this.repository.people(ids, reader);
    return reader.listed ? rows : rows.filter(({ name }) => excerpt(name, terms).some(({ hit }) => hit));
  }

  /** Names become ids, among what the reader may see. */
  private async narrow(
    { terms, from, in: places, has, since, until }: ParsedQuery,
    reader: Reader,
  ): Promise<Narrowing> {
    let { rooms } = reader;
    if (places.length > 0) rooms = (await Promise.all(places.map((name) => this.roomsCalled(name, reader)))).flat();
    const authors =
      from.length > 0 ? (await Promise.all(from.map((name) => this.peopleCalled(name, reader)))).flat() : null;
    return { terms, has, since, until, authors, rooms, reader: { ...reader, rooms } };
  }

  private async roomsCalled(name: string, reader: Reader): Promise<string[]> {
    const found = await this.repository.roomsCalled(name, reader);
    if (found.length === 0) throw badValue('search/no-such-room', name);
    return found;
  }

  private async peopleCalled(name: string, reader: Reader): Promise<string[]> {
    if (/^(me|m[ií]|yo)$/i.test(name)) return [reader.viewer];
    const hits = await this.engine.find({
      ...{ group: 'people', rooms: null, authors: null, has: [], since: null, until: null, after: null },
      terms: [{ said: name, exactly: false, goesOn: true }],
      limit: NAMESAKES,
    });
    const seen = await this.repository.people(
      hits.map(({ id }) => id),
      reader,
    );
    if (seen.length === 0) throw badValue('search/no-such-person', name);
    return seen.map(({ id }) => id);
  }

  /** Full of what may be seen, as far as there is so much, and where the next page begins. */
  private async page<F>(
    question: SearchQuestion,
    show: (ids: readonly string[]) => Promise<ReadonlyMap<string, F>>,
  ): Promise<Page<F>> {
    const { limit } = question;
    const ofRooms = question.group === 'messages' || question.group === 'files';
    const shown: { item: F; cursor: string }[] = [];
    let { after } = question;
    for (let round = 0; round < ROUNDS; round += 1) {
      // One more than is shown tells whether there is another page.
      const hits = await this.engine.find({
        ...question,
        rooms: ofRooms || question.group === 'rooms' ? question.rooms : null,
        limit: limit + 1,
        after,
      });
      if (hits.length === 0) return { items: shown.map(({ item }) => item), next: null };
      const items = await show(hits.map(({ id }) => id));
      for (const { id, cursor } of hits) {
        const item = items.get(id);
        if (item !== undefined) shown.push({ item, cursor });
      }
      const last = shown[limit - 1];
      if (shown.length > limit)
        return { items: shown.slice(0, limit).map(({ item }) => item), next: last?.cursor ?? null };
      after = hits.at(-1)?.cursor ?? null;
      if (hits.length <= limit) return { items: shown.map(({ item }) => item), next: null };
    }
    return { items: shown.map(({ item }) => item), next: after };
  }
}

/** Whose author, room and time can be asked for. */
const named = (group: SearchGroup): boolean => group === 'messages' || group === 'files';
const isNarrow = ({ from, in: places, has, since, until }: ParsedQuery): boolean =>
  from.length + places.length + has.length > 0 || since !== null || until !== null;
