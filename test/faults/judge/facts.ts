import type { Entry, Evidence, Refusal, StoredRow } from '../history.js';
import type { Violation, ViolationKind } from '../judge.js';

export type EntryOf<W extends Entry['what']> = Extract<Entry, { what: W }>;

/** Refusals that are not the last word: the same key may well be taken later. As the client's outbox sees it. */
const PASSING: ReadonlySet<Refusal> = new Set([
  'offline',
  'no-answer',
  'try-again',
  'too-fast',
  'busy',
  'busy',
  'disk-full',
  'shutting-down',
  'internal',
  'not-signed-in',
  'old-client',
]);
export const isFinal = (code: Refusal): boolean => !PASSING.has(code);

export const wrong = (kind: ViolationKind, sentence: string): Violation => ({ kind, sentence });

/** A command with what came of it; `answer` is missing while nobody has answered. */
export interface Call {
  readonly asked: EntryOf<'asked'>;
  readonly answer: EntryOf<'acknowledged'> | EntryOf<'refused'> | undefined;
}

/** Every command that went out, in the order of asking. */
export function callsOf({ history }: Evidence): Call[] {
  const answers = new Map<number, Call['answer']>();
  for (const entry of history.entries)
    if (entry.what === 'acknowledged' || entry.what === 'refused') answers.set(entry.call, entry);
  return history.entries.flatMap((entry) =>
    entry.what === 'asked' ? [{ asked: entry, answer: answers.get(entry.call) }] : [],
  );
}

/** The events of the table by stream and seq. */
export class Log {
  readonly #streams = new Map<string, Map<number, StoredRow>>();

  constructor({ tables }: Evidence) {
    for (const event of tables.events) {
      const stream = this.#streams.get(event.stream) ?? new Map<number, StoredRow>();
      this.#streams.set(event.stream, stream.set(event.seq, event));
    }
  }

  at(stream: string, seq: number): StoredRow | undefined {
    return this.#streams.get(stream)?.get(seq);
  }

  of(stream: string): StoredRow[] {
    return [...(this.#streams.get(stream)?.values() ?? [])].sort((a, b) => a.seq - b.seq);
  }
}

export const headOf = ({ tables }: Evidence, stream: string): number =>
  tables.streams.find(({ id }) => id === stream)?.seq ?? 0;

export const nameOf = ({ history }: Evidence, person: string): string =>
  history.people.find(({ id }) => id === person)?.name ?? person;

/** A field of data that came from outside, if it is a text. */
export const textIn = (data: unknown, field: string): string | undefined => {
  const value = fieldOf(data, field);
  return typeof value === 'string' ? value : undefined;
};
export const numberIn = (data: unknown, field: string): number | undefined => {
  const value = fieldOf(data, field);
  return typeof value === 'number' ? value : undefined;
};
export const fieldOf = (data: unknown, field: string): unknown =>
  typeof data === 'object' && data !== null && field in data ? (data as Record<string, unknown>)[field] : undefined;

/** Equal as JSON, whatever the order of fields. */
export function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((item, index) => same(item, other[index]));
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => same(fieldOf(one, key), fieldOf(other, key)));
}
