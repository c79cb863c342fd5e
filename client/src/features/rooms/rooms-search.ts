import type { Language, RoomKind } from '@contract/words.js';

export const LISTED_KINDS = ['cohort', 'study-group', 'competition', 'mentor-session'] as const;
type RoomScope = 'mine' | 'public' | 'archived';
export interface RoomsSearch {
  scope?: RoomScope;
  kind?: RoomKind;
  language?: Language;
  q?: string;
}

const oneOf = <T extends string>(value: unknown, ...allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

/** The filters live in the address: they can be shared, and "back" undoes them. */
export const roomsSearch = (search: Record<string, unknown>): RoomsSearch => ({
  scope: oneOf(search.scope, 'public', 'archived'),
  kind: oneOf(search.kind, ...LISTED_KINDS),
  language: oneOf(search.language, 'es', 'en'),
  q: typeof search.q === 'string' && search.q ? search.q.slice(0, 80) : undefined,
});

export type PeopleTab = 'members' | 'invites' | 'banned';

/** `?tab=invites` opens the people of a room where links are made: what *Invita* leads to. */
export const peopleSearch = (search: Record<string, unknown>): { tab?: PeopleTab } => ({
  tab: oneOf(search.tab, 'invites', 'banned'),
});
