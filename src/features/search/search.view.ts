import type { FoundFile, FoundMessage, FoundPerson, FoundRoom } from '../../contract/search.contract.js';
import type { SearchTerm } from '../../platform/search-engine/search-engine.js';
import { excerpt } from './excerpt.js';
import type { FileRow, MessageRow, PersonRow, RoomRow } from './search.repository.js';

// Names and titles are shown whole.
const WHOLE = 1_000;

export const foundPersonOf = (
  { id, name, kind, avatar, about }: PersonRow,
  terms: readonly SearchTerm[],
): FoundPerson => ({
  person: { id, name, kind, avatar },
  name: excerpt(name, terms, WHOLE),
  about: excerpt(about, terms),
});

export const foundRoomOf = (
  { id, kind, state, title, about, memberCount, member }: RoomRow,
  terms: readonly SearchTerm[],
): FoundRoom => ({
  ...{ id, kind, state, memberCount, member },
  title: excerpt(title, terms, WHOLE),
  about: excerpt(about, terms),
});

export const foundMessageOf = (
  { id, seq, text, at, author, room }: MessageRow,
  terms: readonly SearchTerm[],
): FoundMessage => ({ id, seq, room, author, postedAt: at.toISOString(), excerpt: excerpt(text ?? '', terms) });

export const foundFileOf = (row: FileRow, terms: readonly SearchTerm[]): FoundFile => {
  const { id, kind, bytes, room, author, at, message } = row;
  return {
    ...{ id, kind, bytes, room, author, message },
    at: at.toISOString(),
    name: excerpt(row.name, terms, WHOLE),
    excerpt: excerpt([row.title, row.alt].filter(Boolean).join(' · '), terms),
  };
};
