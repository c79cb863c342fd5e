export interface Part {
  /** Where it begins in the sentence. */
  at: number;
  /** Name of the tag around it, or null for the words between. */
  name: string | null;
  text: string;
}

const TAGGED = /<(\w+)>(.*?)<\/\1>/gs;

/** `Acepto los <terms>términos</terms>.` → three parts. Tags do not nest. */
export function splitParts(sentence: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const found of sentence.matchAll(TAGGED)) {
    if (found.index > end) parts.push({ at: end, name: null, text: sentence.slice(end, found.index) });
    parts.push({ at: found.index, name: found[1] ?? null, text: found[2] ?? '' });
    end = found.index + found[0].length;
  }
  if (end < sentence.length) parts.push({ at: end, name: null, text: sentence.slice(end) });
  return parts;
}
