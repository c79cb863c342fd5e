import type { MarkedText } from '../../contract/search.contract.js';
import type { SearchTerm } from '../../platform/search-engine/search-engine.js';
import { mayMean } from '../../platform/search-engine/typos.js';

const AROUND = 180;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Of a stem: so many letters at least, and so many that may follow. */
const STEM = 4;
const ENDING = 5;

interface Sought {
  readonly word: string;
  readonly goesOn: boolean;
}
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

/** How people spell is one thing and what they look for another: without accents and case. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/**
 * The text with what was looked for marked; a long one only around the first mark. A word is marked when it was written so,
 * else when it has the same stem, else when it may have been meant.
 */
export function excerpt(text: string, terms: readonly SearchTerm[], around = AROUND): MarkedText {
  const line = text.replace(/\s+/g, ' ').trim();
  const pieces = [...line.matchAll(WORD)].map(({ 0: word, index }): Piece => ({
    from: index,
    to: index + word.length,
    word: plain(word),
  }));
  const marked = new Set(soughtIn(terms).flatMap((sought) => hitsOf(pieces, sought)));
  const hits = pieces.filter((piece) => marked.has(piece));
  const [start, end] = stretch(line, hits[0]?.from ?? 0, around);
  return cut(line, hits, start, end);
}

const soughtIn = (terms: readonly SearchTerm[]): Sought[] =>
  terms.flatMap(({ said, goesOn }) => {
    const words = plain(said).match(WORD) ?? [];
    return words.map((word, index) => ({ word, goesOn: goesOn && index === words.length - 1 }));
  });

function hitsOf(pieces: readonly Piece[], { word, goesOn }: Sought): Piece[] {
  const ways: ((piece: Piece) => boolean)[] = [
    (piece) => piece.word === word || (goesOn && word.length > 2 && piece.word.startsWith(word)),
    (piece) => sameStem(piece.word, word),
    (piece) => mayMean(word, piece.word, goesOn),
  ];
  for (const way of ways) {
    const hits = pieces.filter(way);
    if (hits.length > 0) return hits;
  }
  return [];
}

function sameStem(one: string, other: string): boolean {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  return same >= STEM && one.length - same <= ENDING && other.length - same <= ENDING;
}

/** From a word's beginning to a word's end, as near to what was asked as there are words. */
function stretch(line: string, hit: number, around: number): [number, number] {
  if (line.length <= around) return [0, line.length];
  const wanted = Math.max(0, Math.min(hit - Math.round(around / 3), line.length - around));
  const space = wanted === 0 ? -1 : line.indexOf(' ', wanted);
  const start = space === -1 || space > hit ? wanted : space + 1;
  if (start + around >= line.length) return [start, line.length];
  const last = line.lastIndexOf(' ', start + around);
  return [start, last > start + around / 2 ? last : start + around];
}

function cut(line: string, hits: readonly Piece[], start: number, end: number): MarkedText {
  const parts: { text: string; hit: boolean }[] = [];
  const add = (text: string, hit: boolean): void => void (text !== '' && parts.push({ text, hit }));
  let at = start;
  add(start > 0 ? '…' : '', false);
  for (const { from, to } of hits.filter((hit) => hit.from >= start && hit.to <= end)) {
    add(line.slice(at, from), false);
    add(line.slice(from, to), true);
    at = to;
  }
  add(line.slice(at, end), false);
  add(end < line.length ? '…' : '', false);
  return parts.map(({ text, hit }) => ({ text: text.toWellFormed(), hit }));
}
