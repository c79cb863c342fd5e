import type { PlatformRole } from '../../contract/words.js';
import { HUB, type Actor } from '../../platform/actor/actor.js';
import { NotAllowedError, NotForGuestsError, NotSignedInError } from './accounts.errors.js';

/** The columns of docs/permissions.md, "On the platform". */
type PlatformColumn = 'visitor' | 'guest' | PlatformRole;

const everybody: readonly PlatformColumn[] = ['visitor', 'guest', 'member', 'staff', 'admin'];
const signedIn: readonly PlatformColumn[] = ['guest', 'member', 'staff', 'admin'];
const people: readonly PlatformColumn[] = ['member', 'staff', 'admin'];
const staff: readonly PlatformColumn[] = ['staff', 'admin'];

export const platformVerbs = {
  'hub.see-info': everybody,
  'hub.set-up': everybody,
  'account.register': everybody,
  'account.sign-in': everybody,
  'account.refresh': everybody,
  'account.read-own': signedIn,
  'account.edit-own': signedIn,
  'account.set-avatar': signedIn,
  'account.see-avatar': everybody,
  'account.sign-out': signedIn,
  'account.sign-out-everywhere': signedIn,
  'account.list-devices': signedIn,
  'account.change-password': people,
  'account.request-mentor': people,
  'account.become-person': ['guest'],
  'account.sign-out-device': signedIn,
  'account.send-verification': people,
  'account.change-email': people,
  'account.verify-email': everybody,
  'account.reset-password': everybody,
  'account.manage-tokens': people,
  'account.export': people,
  'account.open-export': everybody,
  'account.delete': people,
  'account.manage-ways-in': people,
  'mail.administer': ['admin'],
  'people.administer': ['admin'],
  'people.list': staff,
  'people.ban': staff,
} as const satisfies Record<string, readonly PlatformColumn[]>;
export type PlatformVerb = keyof typeof platformVerbs;

/** A bot has only the rights of its room role, so it stands in no column; the hub itself may do everything. */
export function platformColumn(actor: Actor | undefined): PlatformColumn | null {
  if (actor === undefined) return 'visitor';
  if (actor.accountId === HUB.accountId) return 'admin';
  if (actor.kind === 'bot') return null;
  return actor.kind === 'guest' ? 'guest' : actor.role;
}

export function mayOnPlatform(actor: Actor | undefined, verb: PlatformVerb): boolean {
  const column = platformColumn(actor);
  const allowed: readonly PlatformColumn[] = platformVerbs[verb];
  return column !== null && allowed.includes(column);
}

/** Throws what explains best why not: sign in, make an account, or simply no. */
export function requireOnPlatform(actor: Actor | undefined, verb: PlatformVerb): void {
  if (mayOnPlatform(actor, verb)) return;
  if (actor === undefined) throw new NotSignedInError();
  const allowed: readonly PlatformColumn[] = platformVerbs[verb];
  if (actor.kind === 'guest' && allowed.includes('member')) throw new NotForGuestsError();
  throw new NotAllowedError();
}

/** Staff ban members and guests; only an admin bans staff; nobody bans themself. */
export function mayBan(actor: Actor, target: { id: string; kind: Actor['kind']; role: PlatformRole }): boolean {
  if (!mayOnPlatform(actor, 'people.ban') || target.kind === 'bot' || target.id === actor.accountId) return false;
  return target.role === 'member' || platformColumn(actor) === 'admin';
}
