import type { ErrorCode } from '../../contract/errors.contract.js';
import type { AccountKind, Language, PlatformRole } from '../../contract/words.js';
import { DomainError } from '../errors/domain-error.js';

/** Who does something: the first argument of every service method. */
export interface Actor {
  readonly accountId: string;
  /** Null for the hub itself and for the command line. */
  readonly sessionId: string | null;
  readonly kind: AccountKind;
  readonly role: PlatformRole;
  readonly mentor: boolean;
  readonly minor: boolean;
  readonly name: string;
  readonly avatar: string | null;
  readonly language: Language;
  /** The only room a guest may enter. */
  readonly guestOf: string | null;
  /** A person who has not confirmed the address of the account. */
  readonly unverified?: boolean;
  /** Comes with an access token: `sessionId` names it. */
  readonly byToken?: boolean;
  /** Where less is allowed than to the person: by an access token, or until the address is confirmed. */
  readonly confined?: Confinement;
}

export interface Confinement {
  /** All that is left. */
  readonly verbs: ReadonlySet<string>;
  /** What the rest is answered with. */
  readonly refusal: ErrorCode;
}

/** At the doors (routes, commands, streams, signals), before the service decides what the person may. Throws the refusal. */
export function assertWithin({ confined }: Actor, verb: string): void {
  if (confined !== undefined && !confined.verbs.has(verb)) throw new DomainError(confined.refusal);
}

/** The same person with less; what a former confinement took away stays away. */
export function confine(actor: Actor, { verbs, refusal }: Confinement): Actor {
  const { confined } = actor;
  const left = confined === undefined ? verbs : new Set([...verbs].filter((verb) => confined.verbs.has(verb)));
  return { ...actor, confined: { verbs: left, refusal } };
}

/** The hub acting for nobody: clock-driven jobs, demo content, the command line. Its events carry no actor. */
export const HUB: Actor = {
  accountId: '00000000-0000-0000-0000-000000000000',
  sessionId: null,
  kind: 'bot',
  role: 'admin',
  mentor: false,
  minor: false,
  name: 'Tertulia',
  avatar: null,
  language: 'es',
  guestOf: null,
};

export const isPlatformStaff = (actor: Actor): boolean => actor.role === 'staff' || actor.role === 'admin';
