/** How many letters of a word of this length may be wrong: a short one would be any other word. */
export const typosIn = (length: number): number => (length >= 9 ? 2 : length >= 5 ? 1 : 0);

/**
 * Letters that are wrong, missing, too many or swapped with the next one between two words (optimal string alignment).
 * Gives up, with `most + 1`, where there are more.
 */
export function typosBetween(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, row] = [[] as number[], b.map((_, index) => index).concat(b.length)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(before, j - 2) + 1);
      next.push(best);
    }
    [before, row] = [row, next];
  }
  return Math.min(at(row, b.length), most + 1);
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;

/** Whether somebody who typed `said` may have meant `word`, or, while they are still typing, how it begins. */
export function mayMean(said: string, word: string, goesOn: boolean): boolean {
  const most = typosIn([...said].length);
  if (most === 0) return said === word;
  if (typosBetween(said, word, most) <= most) return true;
  if (!goesOn) return false;
  const letters = [...word];
  const lengths = Array.from({ length: 2 * most + 1 }, (_, index) => [...said].length - most + index);
  return lengths.some((length) => typosBetween(said, letters.slice(0, length).join(''), most) <= most);
}
