import type { PersonCard } from '@contract/words.js';
import { plain } from './plain.js';

/** What is being typed after an @ just before the caret, or null. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | null {
  const before = text.slice(0, caret);
  const match = /(?:^|[\s(¡¿])@([\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]*)?)$/u.exec(before);
  if (!match) return null;
  const query = match[1] ?? '';
  return { from: caret - query.length - 1, query };
}

/** People whose name has a word that begins so, best first; accents do not matter. */
export function suggest(people: readonly PersonCard[], query: string, most = 6): PersonCard[] {
  const wanted = plain(query);
  const rank = (person: PersonCard) => {
    const name = plain(person.name);
    if (name.startsWith(wanted)) return 0;
    return name.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .filter(({ rank: place }) => place < 2)
    .sort((a, b) => a.rank - b.rank || a.person.name.localeCompare(b.person.name))
    .slice(0, most)
    .map(({ person }) => person);
}

/** Ids of those whose full name stands after an @ in the text; longer names first, so that "Ana María" is not "Ana". */
export function mentionedIn(text: string, people: readonly PersonCard[]): string[] {
  let rest = text;
  const ids: string[] = [];
  for (const person of [...people].sort((a, b) => b.name.length - a.name.length)) {
    const mark = `@${person.name}`;
    if (!rest.includes(mark)) continue;
    ids.push(person.id);
    rest = rest.replaceAll(mark, '');
  }
  return ids;
}
