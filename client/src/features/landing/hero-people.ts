import type { TablePerson } from '../rooms/round-table/seated-people.js';

/** Moments of a conversation at the landing page's table: who has come, who types, who speaks. */
export interface Moment {
  here: readonly HeroName[];
  typing?: HeroName;
  speaking?: HeroName;
}

const IDS = { one: '1-ines', two: '2-mateo', three: '3-aroa', four: '4-farid', five: '5-lucia' } as const;
export type HeroName = keyof typeof IDS;

export const FIRST: readonly HeroName[] = ['one', 'two', 'three', 'four', 'five'];

export const MOMENTS: readonly Moment[] = [
  { here: FIRST, speaking: 'two' },
  { here: FIRST, speaking: 'two', typing: 'five' },
  { here: FIRST, typing: 'five' },
  { here: FIRST, speaking: 'five' },
  { here: FIRST, speaking: 'five', typing: 'one' },
  { here: FIRST, speaking: 'three' },
];

export function peopleAt(moment: Moment, nameOf: (name: HeroName) => string): TablePerson[] {
  return moment.here.map((name) => ({
    id: IDS[name],
    name: nameOf(name),
    kind: 'person',
    avatar: null,
    speaking: moment.speaking === name,
    typing: moment.typing === name,
  }));
}
