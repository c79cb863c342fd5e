import { Temporal } from 'temporal-polyfill';
import type { SearchHas } from '../../contract/search.contract.js';
import type { SearchTerm } from '../../platform/search-engine/search-engine.js';
import { badValue, nothingAsked } from './search.errors.js';

/** What somebody asks for, as they wrote it: names are not looked up yet. */
export interface ParsedQuery {
  readonly terms: readonly SearchTerm[];
  /** Names of people and rooms, any of them. `me` is oneself. */
  readonly from: readonly string[];
  readonly in: readonly string[];
  /** All of these. */
  readonly has: readonly SearchHas[];
  readonly since: Date | null;
  readonly until: Date | null;
}

/** When and where somebody asks. */
interface Here {
  readonly now: Date;
  readonly timeZone: string;
}

type Operator = 'from' | 'in' | 'has' | 'before' | 'after';
const OPERATORS: Readonly<Record<string, Operator>> = {
  from: 'from',
  de: 'from',
  in: 'in',
  en: 'in',
  has: 'has',
  tiene: 'has',
  before: 'before',
  antes: 'before',
  after: 'after',
  después: 'after',
  despues: 'after',
};
const HAS: Readonly<Record<string, SearchHas>> = {
  file: 'file',
  archivo: 'file',
  link: 'link',
  enlace: 'link',
  image: 'image',
  imagen: 'image',
  foto: 'image',
  question: 'question',
  pregunta: 'question',
};
const DAYS_AGO: Readonly<Record<string, number>> = { hoy: 0, today: 0, ayer: 1, yesterday: 1 };
// An operator with its value, words in quotes (the last may still be open), or a word.
const QUOTES = /["“”«»]/g;
const PIECES = /(?:(\p{L}+):(?=\S))?(?:["“”«]([^"“”»]*)(?:["“”»]|$)|(\S+))/gu;

/**
 * Words, "words in a row" and operators, in Spanish or English. Dates are days of the person's time zone: `before:` ends
 * where the day begins, `after:` begins where it ends. Throws what is wrong in words; an operator without a value is still
 * being typed, and asks for nothing.
 */
export function parseQuery(text: string, here: Here): ParsedQuery {
  const terms: { said: string; exactly: boolean; goesOn: boolean }[] = [];
  const found = { from: [] as string[], in: [] as string[], has: [] as SearchHas[] };
  let [since, until] = [null as Date | null, null as Date | null];
  for (const piece of text.matchAll(PIECES)) {
    const [whole, name = '', quoted, bare] = piece;
    const operator = Object.hasOwn(OPERATORS, name.toLowerCase()) ? OPERATORS[name.toLowerCase()] : undefined;
    const value = (quoted ?? bare ?? '').replace(QUOTES, ' ').trim();
    if (operator === undefined) {
      const said = quoted === undefined || name !== '' ? whole.replace(QUOTES, ' ').trim() : value;
      const last = piece.index + whole.length === text.length;
      if (isSaid(said)) terms.push({ said, exactly: quoted !== undefined, goesOn: last && quoted === undefined });
    } else if (operator === 'has') found.has.push(hasOf(value));
    else if (operator === 'before') until = earlier(until, dayOf(value, here, 0));
    else if (operator === 'after') since = later(since, dayOf(value, here, 1));
    else if (value !== '') found[operator].push(value.replace(/^[@#]/, ''));
  }
  const asks = terms.length + found.from.length + found.in.length + found.has.length > 0;
  if (!asks && since === null && until === null) throw nothingAsked();
  return { terms, ...found, since, until };
}

/** An operator alone, without a value yet, is none of the words. */
function isSaid(said: string): boolean {
  const operator = /^(\p{L}+):$/u.exec(said)?.[1]?.toLowerCase();
  return /[\p{L}\p{N}]/u.test(said) && (operator === undefined || !Object.hasOwn(OPERATORS, operator));
}

function hasOf(value: string): SearchHas {
  const known = Object.hasOwn(HAS, value.toLowerCase()) ? HAS[value.toLowerCase()] : undefined;
  if (known === undefined) throw badValue('search/unknown-has', value);
  return known;
}

/** Where the day begins, or the one `plus` days later. */
function dayOf(value: string, { now, timeZone: said }: Here, plus: number): Date {
  const timeZone = isZone(said) ? said : 'UTC';
  const ago = Object.hasOwn(DAYS_AGO, value.toLowerCase()) ? DAYS_AGO[value.toLowerCase()] : undefined;
  const today = () => Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const day = ago === undefined ? writtenDay(value) : today().subtract({ days: ago });
  return new Date(day.add({ days: plus }).toZonedDateTime(timeZone).epochMilliseconds);
}

function writtenDay(value: string): Temporal.PlainDate {
  const [, year, month, day] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value) ?? turned(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value)) ?? [];
  try {
    if (year === undefined) throw new RangeError(value);
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    );
  } catch (error) {
    if (error instanceof RangeError) throw badValue('search/bad-date', value);
    throw error;
  }
}

function isZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const turned = (match: RegExpExecArray | null): (string | undefined)[] | null =>
  match && [match[0], match[3], match[2], match[1]];
const earlier = (one: Date | null, other: Date): Date => (one !== null && one < other ? one : other);
const later = (one: Date | null, other: Date): Date => (one !== null && one > other ? one : other);
