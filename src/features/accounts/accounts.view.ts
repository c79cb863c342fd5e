import type { OwnAccount, adminPerson, deviceView } from '../../contract/accounts.contract.js';
import type { z } from 'zod';
import type { Language, PersonCard } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { AccountRow, SessionRow, StandingRow } from './accounts.repository.js';

export type AdminPerson = z.infer<typeof adminPerson>;
export type Device = z.infer<typeof deviceView>;

/** What other features may know of an account. */
export interface PersonFacts {
  id: string;
  card: PersonCard;
  kind: AccountRow['kind'];
  role: AccountRow['role'];
  mentor: boolean;
  minor: boolean;
  banned: boolean;
  language: Language;
  guestOf: string | null;
}

export const cardOf = (row: Pick<AccountRow, 'id' | 'name' | 'kind' | 'avatar'>): PersonCard => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  avatar: row.avatar,
});

// Whoever has not said to be an adult is protected as a minor: guests too.
const isMinor = (row: Pick<AccountRow, 'kind' | 'ageBand'>): boolean => row.kind !== 'bot' && row.ageBand !== '18-plus';

export const factsOf = (row: AccountRow): PersonFacts => ({
  id: row.id,
  card: cardOf(row),
  kind: row.kind,
  role: row.role,
  mentor: row.mentor === 'granted',
  minor: isMinor(row),
  banned: row.bannedAt !== null,
  language: row.language,
  guestOf: row.guestOf,
});

export const ownAccountOf = (row: AccountRow): OwnAccount => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  email: row.email,
  emailVerified: row.emailVerifiedAt !== null,
  about: row.about,
  avatar: row.avatar,
  language: row.language,
  timeZone: row.timeZone,
  role: row.role,
  mentor: row.mentor,
  ageBand: row.ageBand,
  guestOf: row.guestOf,
  createdAt: row.createdAt.toISOString(),
});

export const actorOf = (row: StandingRow, sessionId: string | null): Actor => ({
  accountId: row.id,
  sessionId,
  kind: row.kind,
  role: row.role,
  mentor: row.mentor === 'granted',
  minor: isMinor(row),
  name: row.name,
  avatar: row.avatar,
  language: row.language,
  guestOf: row.guestOf,
  ...(row.kind === 'person' && row.emailVerifiedAt === null ? { unverified: true } : {}),
});

export const deviceOf = (row: SessionRow, currentId: string | null): Device => ({
  id: row.id,
  current: row.id === currentId,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt.toISOString(),
  agent: row.agent,
});

/** Addresses are for those who administer; staff who moderate see names. */
export const adminPersonOf = (row: AccountRow, withEmail: boolean): AdminPerson => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  email: withEmail ? row.email : null,
  avatar: row.avatar,
  role: row.role,
  mentor: row.mentor,
  mentorWhy: row.mentorWhy,
  bannedAt: row.bannedAt?.toISOString() ?? null,
  banReason: row.banReason,
  createdAt: row.createdAt.toISOString(),
});
