import type { PersonCard } from '@contract/words.js';
import type { Language } from '../../../lib/i18n/words.js';
import { suggestCommands, type ChatCommand } from '../commands/commands.js';
import { searchEmoji, type NamedEmoji } from './emoji-names.js';
import { mentionAt, suggest } from './mentions.js';

/** What is being typed just before the caret, and since where. */
export interface Unfinished {
  readonly kind: 'person' | 'emoji' | 'command';
  readonly from: number;
  readonly query: string;
}

/** Something that can be put in place of what was typed. */
export type Offer =
  | { readonly kind: 'person'; readonly key: string; readonly put: string; readonly person: PersonCard }
  | { readonly kind: 'emoji'; readonly key: string; readonly put: string; readonly emoji: NamedEmoji }
  | { readonly kind: 'command'; readonly key: string; readonly put: string; readonly command: ChatCommand };

/** What stands above the field of a phone without scrolling: who wants another one types on. */
const MOST = 6;

/** A name after an @, an emoji after a colon, a command after a slash at the very beginning; or nothing. */
export function unfinishedAt(text: string, caret: number): Unfinished | null {
  const before = text.slice(0, caret);
  if (insideCode(before)) return null;
  const command = /^\/([\p{L}-]*)$/u.exec(before);
  if (command) return { kind: 'command', from: 0, query: command[1] ?? '' };
  // Two signs at least: a colon with one letter is a smile or a time more often than an emoji.
  const emoji = /(?:^|[\s(¡¿*_~])(:([\p{L}\p{N}+_-]{2,40}))$/u.exec(before);
  if (emoji) return { kind: 'emoji', from: caret - (emoji[1] ?? '').length, query: emoji[2] ?? '' };
  const mention = mentionAt(text, caret);
  return mention && { kind: 'person', ...mention };
}

/** An odd number of fences, or of ticks in the line: what is typed there is meant as it stands. */
function insideCode(before: string): boolean {
  if ((before.match(/^```/gm) ?? []).length % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.match(/`/g) ?? []).length % 2 === 1;
}

export function offersFor(
  { kind, query }: Unfinished,
  people: readonly PersonCard[],
  emoji: readonly NamedEmoji[],
  language: Language,
): Offer[] {
  if (kind === 'person')
    return suggest(people, query, MOST).map((person) => ({
      kind,
      key: person.id,
      put: `@${person.name} `,
      person,
    }));
  if (kind === 'emoji')
    return searchEmoji(emoji, query, MOST).map((one) => ({
      kind,
      key: one.emoji,
      put: `${one.emoji} `,
      emoji: one,
    }));
  return suggestCommands(query)
    .slice(0, MOST)
    .map((command) => ({
      kind,
      key: command.id,
      put: `/${command.names[language]} `,
      command,
    }));
}

/** The text with the offer in place of what was typed, and where the caret goes. */
export function complete(
  text: string,
  caret: number,
  from: number,
  { put }: Pick<Offer, 'put'>,
): { text: string; caret: number } {
  const head = text.slice(0, from) + put;
  return { text: head + text.slice(caret).replace(/^ /, ''), caret: head.length };
}
