import type { RoomCard } from '@contract/rooms.contract.js';
import type {
  FoundFile,
  FoundMessage,
  FoundPerson,
  FoundRoom,
  SearchAnswer,
  SearchGroup,
} from '@contract/search.contract.js';
import type { Suggestion } from './suggest.js';

/** One line of the list, in the order of the arrow keys. */
export type Entry =
  | { kind: 'recent'; key: string; q: string }
  | { kind: 'suggestion'; key: string; suggestion: Suggestion }
  | { kind: 'mine'; key: string; card: RoomCard }
  | { kind: 'person'; key: string; found: FoundPerson }
  | { kind: 'room'; key: string; found: FoundRoom }
  | { kind: 'message'; key: string; found: FoundMessage }
  | { kind: 'file'; key: string; found: FoundFile }
  | { kind: 'more'; key: string; group: SearchGroup; after: string };

export interface Section {
  readonly name: 'recent' | 'narrow' | SearchGroup;
  readonly entries: readonly Entry[];
}

/** Before anything is typed: what was looked for lately, and what may be asked for. */
export function sectionsBefore(recent: readonly string[], suggestions: readonly Suggestion[]): Section[] {
  return filled([
    { name: 'recent', entries: recent.map((q) => ({ kind: 'recent', key: `recent ${q}`, q })) },
    { name: 'narrow', entries: suggested(suggestions) },
  ]);
}

/** Groups of what was found; one's own rooms that are called so come first, the hub need not be asked for them. */
export function sectionsOf(
  answer: SearchAnswer | undefined,
  mine: readonly RoomCard[],
  suggestions: readonly Suggestion[],
): Section[] {
  const own = new Set(mine.map(({ room }) => room.id));
  const [people, rooms, messages, files]: [Entry[], Entry[], Entry[], Entry[]] = [[], [], [], []];
  for (const card of mine) rooms.push({ kind: 'mine', key: card.room.id, card });
  for (const found of answer?.people.items ?? []) people.push({ kind: 'person', key: found.person.id, found });
  for (const found of answer?.rooms.items ?? [])
    if (!own.has(found.id)) rooms.push({ kind: 'room', key: found.id, found });
  for (const found of answer?.messages.items ?? []) messages.push({ kind: 'message', key: found.id, found });
  for (const found of answer?.files.items ?? []) files.push({ kind: 'file', key: found.id, found });
  const more = (group: SearchGroup): Entry[] => {
    const after = answer?.[group].next;
    return after ? [{ kind: 'more', key: `more ${group}`, group, after }] : [];
  };
  return filled([
    { name: 'narrow', entries: suggested(suggestions) },
    { name: 'people', entries: [...people, ...more('people')] },
    { name: 'rooms', entries: [...rooms, ...more('rooms')] },
    { name: 'messages', entries: [...messages, ...more('messages')] },
    { name: 'files', entries: [...files, ...more('files')] },
  ]);
}

/** The answer with the next page of one group at its end. What came twice stays once. */
export function withMore(answer: SearchAnswer, group: SearchGroup, more: SearchAnswer): SearchAnswer {
  const joined = <T>(known: readonly T[], next: readonly T[], idOf: (item: T) => string): T[] => {
    const ids = new Set(known.map(idOf));
    return [...known, ...next.filter((item) => !ids.has(idOf(item)))];
  };
  const { next } = more[group];
  const { people, rooms, messages, files } = answer;
  if (group === 'people')
    return { ...answer, people: { items: joined(people.items, more.people.items, ({ person }) => person.id), next } };
  if (group === 'rooms')
    return { ...answer, rooms: { items: joined(rooms.items, more.rooms.items, ({ id }) => id), next } };
  if (group === 'messages')
    return { ...answer, messages: { items: joined(messages.items, more.messages.items, ({ id }) => id), next } };
  return { ...answer, files: { items: joined(files.items, more.files.items, ({ id }) => id), next } };
}

const suggested = (suggestions: readonly Suggestion[]): Entry[] =>
  suggestions.map((suggestion) => ({ kind: 'suggestion', key: `suggestion ${suggestion.text}`, suggestion }));
const filled = (sections: readonly Section[]): Section[] => sections.filter(({ entries }) => entries.length > 0);
