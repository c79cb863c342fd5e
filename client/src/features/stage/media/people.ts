import type { StagePerson } from '@contract/stage.contract.js';
import type { Signals } from '../../../lib/streams/streams.js';

/** Who is on the stage, in the order in which they sit at the round table; whoever looks is last. */
export function peopleOnStage(signals: Signals, me: string): readonly StagePerson[] {
  const people = Object.entries(signals).flatMap(([key, value]) =>
    key.startsWith('stage:') ? [value as StagePerson] : [],
  );
  const seat = ({ person }: StagePerson) => (person.id === me ? '~' : person.id);
  return people.sort((one, other) => (seat(one) < seat(other) ? -1 : 1));
}

/** The same people with the same tracks: nothing to draw anew. */
export const samePeople = (one: readonly StagePerson[], other: readonly StagePerson[]): boolean =>
  one.length === other.length && one.every((person, at) => person === other[at]);

/** Hands that are up, the first one first. */
export const handsOf = (people: readonly StagePerson[]): readonly StagePerson[] =>
  people.filter(({ hand }) => hand !== null).toSorted((one, other) => ((one.hand ?? '') < (other.hand ?? '') ? -1 : 1));
