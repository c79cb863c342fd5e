export interface Suggestion {
  /** What it puts in place of the last word. */
  readonly text: string;
  readonly hint: string;
}
/** The operators in the person's language, and what may follow each; every language is understood. */
export interface Operators {
  readonly named: readonly (Suggestion & { readonly kind: OperatorKind })[];
  readonly has: readonly string[];
  readonly days: readonly string[];
  readonly me: Suggestion;
  /** Titles of one's own rooms. */
  readonly rooms: readonly string[];
}
export type OperatorKind = 'from' | 'in' | 'has' | 'before' | 'after';

const KINDS: Readonly<Record<string, OperatorKind>> = {
  from: 'from',
  de: 'from',
  in: 'in',
  en: 'in',
  has: 'has',
  tiene: 'has',
  before: 'before',
  antes: 'before',
  after: 'after',
  despues: 'after',
};
const MOST = 6;

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What stands behind the last space outside of quotes: what somebody is typing now. */
export function lastWord(text: string): string {
  return /(?:\S*"[^"]*|\S+)$/.exec(text)?.[0] ?? '';
}

/** The text with the last word replaced, ready to go on. */
export function withSuggestion(text: string, { text: suggested }: Suggestion): string {
  const before = text.slice(0, text.length - lastWord(text).length);
  return `${before}${suggested}${suggested.endsWith(':') ? '' : ' '}`;
}

/** What may follow what is typed. */
export function suggest(text: string, operators: Operators): Suggestion[] {
  const word = lastWord(text);
  const colon = word.indexOf(':');
  const typed = plain(word);
  if (colon === -1) {
    if (text !== '' && word.length < 2) return [];
    return operators.named.filter(({ text: name }) => plain(name).startsWith(typed));
  }
  const name = word.slice(0, colon + 1);
  const key = plain(word.slice(0, colon));
  const kind = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
  const value = plain(word.slice(colon + 1).replace(/"/g, ''));
  const fitting = (values: readonly Suggestion[]): Suggestion[] =>
    values
      .filter((one) => plain(one.text).includes(value) && plain(one.text) !== value)
      .slice(0, MOST)
      .map(({ text: chosen, hint }) => ({ text: `${name}${/\s/.test(chosen) ? `"${chosen}"` : chosen}`, hint }));
  const bare = (values: readonly string[]): Suggestion[] => values.map((one) => ({ text: one, hint: '' }));
  if (kind === 'from') return fitting([operators.me]);
  if (kind === 'in') return fitting(bare(operators.rooms.map((title) => title.replace(/"/g, ''))));
  if (kind === 'has') return fitting(bare(operators.has));
  return kind === undefined ? [] : fitting(bare(operators.days));
}
