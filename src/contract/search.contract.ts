import { z } from 'zod';
import { SEARCH_MAX } from './limits.js';
import { fileKind } from './uploads.contract.js';
import { id, line, personCard, roomKind, roomState, seq, timestamp, timeZone } from './words.js';

/** Of one group: in the answer to all of them, and in a page of its own. */
export const SEARCH_FIRST: Readonly<Record<SearchGroup, number>> = { people: 4, rooms: 4, messages: 8, files: 4 };
export const SEARCH_PAGE = 20;

export const searchGroup = z.enum(['people', 'rooms', 'messages', 'files']);
export type SearchGroup = z.infer<typeof searchGroup>;
/** What `has:` may ask for. */
export const searchHas = z.enum(['file', 'link', 'image', 'question']);
export type SearchHas = z.infer<typeof searchHas>;

export const searchQuery = z.strictObject({
  /** Words, "words in a row", and operators: `from: in: has: before: after:` or `de: en: tiene: antes: después:`. */
  q: line(0, SEARCH_MAX).default(''),
  /** One group only, from where `after` (its `next`) says. */
  group: searchGroup.optional(),
  after: z.string().max(2_000).optional(),
  /** Whose days `before:` and `after:` are about. */
  timeZone: timeZone.default('UTC'),
});

/** Text in pieces, so that what was found can be marked without any markup. */
export const markedText = z.array(z.strictObject({ text: z.string(), hit: z.boolean() }));
export type MarkedText = z.infer<typeof markedText>;

/** Where something was found: a direct room has no title but the names of the others. */
export const foundIn = z.strictObject({
  id,
  kind: roomKind,
  title: z.string().nullable(),
  others: z.array(personCard),
});
export type FoundIn = z.infer<typeof foundIn>;
export const foundPerson = z.strictObject({ person: personCard, name: markedText, about: markedText });
export const foundRoom = z.strictObject({
  id,
  kind: roomKind,
  state: roomState,
  title: markedText,
  about: markedText,
  memberCount: z.int(),
  member: z.boolean(),
});
export const foundMessage = z.strictObject({
  id,
  seq,
  room: foundIn,
  author: personCard,
  postedAt: timestamp,
  excerpt: markedText,
});
export const foundFile = z.strictObject({
  id,
  kind: fileKind,
  bytes: z.int(),
  room: foundIn,
  author: personCard,
  at: timestamp,
  name: markedText,
  /** What else was found: its description, or its title among the materials. */
  excerpt: markedText,
  /** The message that shows it; null among the materials. */
  message: z.strictObject({ id, seq }).nullable(),
});
export type FoundPerson = z.infer<typeof foundPerson>;
export type FoundRoom = z.infer<typeof foundRoom>;
export type FoundMessage = z.infer<typeof foundMessage>;
export type FoundFile = z.infer<typeof foundFile>;

const page = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item), next: z.string().nullable() });
/** Only what the asker may see; the groups that were not asked for are empty. */
export const searchAnswer = z
  .strictObject({
    people: page(foundPerson),
    rooms: page(foundRoom),
    messages: page(foundMessage),
    files: page(foundFile),
  })
  .meta({ id: 'SearchAnswer' });
export type SearchAnswer = z.infer<typeof searchAnswer>;
