import { useEffect, useState } from 'react';
import type { PersonCard } from '@contract/words.js';
import type { Seat } from './table-box.js';

export interface TablePerson extends PersonCard {
  you?: boolean;
  speaking?: boolean;
  typing?: boolean;
}

/** Seats follow the person, not their activity: nobody changes places because somebody spoke. */
const bySeat = (a: TablePerson, b: TablePerson): number => (a.id < b.id ? -1 : 1);

/** The `seats` most recently active of the others, in the order in which they sit. */
export const seatOthers = (people: readonly TablePerson[], seats: number): TablePerson[] =>
  people
    .filter((person) => !person.you)
    .slice(0, seats)
    .sort(bySeat);

/** As long as leaving is drawn; the same as --motion-slow. */
const LEAVING_MS = 220;

export interface Seated {
  person: TablePerson;
  seat: Seat;
}

/** Those who have just left, in the seat they had, for the moment in which their leaving is drawn. */
export function useLeaving(seated: readonly Seated[]): readonly Seated[] {
  const [last, setLast] = useState(seated);
  const [leaving, setLeaving] = useState<readonly Seated[]>([]);
  if (last !== seated) {
    const here = new Set(seated.map(({ person }) => person.id));
    const drawn = leaving.filter(({ person }) => !here.has(person.id));
    const known = new Set([...here, ...drawn.map(({ person }) => person.id)]);
    const gone = last.filter(({ person }) => !known.has(person.id));
    setLast(seated);
    if (gone.length > 0 || drawn.length !== leaving.length) setLeaving([...drawn, ...gone]);
  }
  useEffect(() => {
    if (leaving.length === 0) return undefined;
    const timer = setTimeout(() => setLeaving([]), LEAVING_MS);
    return () => clearTimeout(timer);
  }, [leaving]);
  return leaving;
}
