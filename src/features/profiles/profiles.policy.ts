import type { FieldVisibility, ProfileField, ProfileVisibility } from '../../contract/profiles.contract.js';
import { profileField } from '../../contract/profiles.contract.js';
import type { PlatformRole } from '../../contract/words.js';
import { HUB, type Actor } from '../../platform/actor/actor.js';
import { DomainError } from '../../platform/errors/domain-error.js';

/** How near a viewer is: each sees what the ones before see. The numbers are those of `sees` in the tables. */
export const LEVELS = { visitor: 1, member: 2, 'rooms-in-common': 3, me: 4 } as const;
export type Nearness = keyof typeof LEVELS;
const NEEDED: Readonly<Record<FieldVisibility, number>> = { all: 1, members: 2, 'rooms-in-common': 3, me: 4 };

/** Where nothing was chosen: people of the community see it, passers-by do not. */
export const DEFAULT_VISIBILITY: ProfileVisibility = {
  about: 'members',
  languages: 'members',
  timeZone: 'members',
  country: 'members',
  skills: 'members',
  seeks: 'members',
  offers: 'members',
  links: 'members',
};

type Column = 'visitor' | 'guest' | PlatformRole;
const everybody: readonly Column[] = ['visitor', 'guest', 'member', 'staff', 'admin'];
const people: readonly Column[] = ['member', 'staff', 'admin'];

/** The rows of docs/permissions.md, "On the platform". */
export const profileVerbs = {
  'profile.read': everybody,
  'profile.edit-own': people,
  'profile.list': people,
  'profile.follow': people,
  'profile.block': people,
} as const satisfies Record<string, readonly Column[]>;
export type ProfileVerb = keyof typeof profileVerbs;

/** Throws what explains best why not. A bot stands in no column. */
export function requireOnPlatform(actor: Actor, verb: ProfileVerb): void {
  if (actor.accountId === HUB.accountId) return;
  const column = actor.kind === 'guest' ? 'guest' : actor.role;
  const allowed: readonly Column[] = profileVerbs[verb];
  if (actor.kind !== 'bot' && allowed.includes(column)) return;
  throw new DomainError(actor.kind === 'guest' ? 'accounts/not-for-guests' : 'not-allowed');
}

export interface Viewing {
  /** Signed in with an account of one's own: guests see what passers-by see. */
  readonly member: boolean;
  readonly self: boolean;
  readonly roomInCommon: boolean;
  /** By the person whose page it is. */
  readonly blocked: boolean;
}
export interface Viewed {
  readonly minor: boolean;
  readonly visibility: ProfileVisibility;
}

/**
 * How near the viewer is to this person, or null where the page does not exist for them: a minor's for whoever shares no
 * room with them, anybody's for passers-by to whom nothing is shown. Whom somebody blocks sees what passers-by see, and
 * the page stays: a page that goes would tell.
 */
export function nearnessOf({ member, self, roomInCommon, blocked }: Viewing, person: Viewed): Nearness | null {
  if (self) return 'me';
  if (member && roomInCommon && !blocked) return 'rooms-in-common';
  if (person.minor) return member && roomInCommon ? 'visitor' : null;
  if (member) return blocked ? 'visitor' : 'member';
  return profileField.options.some((field) => shows(person, 'visitor', field)) ? 'visitor' : null;
}

export const shows = ({ minor, visibility }: Viewed, nearness: Nearness, field: ProfileField): boolean =>
  !(minor && nearness === 'visitor') && NEEDED[visibility[field]] <= LEVELS[nearness];
