import type { AccountKind, Language, PlatformRole } from '../../contract/words.js';

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
