import { z } from 'zod';
import {
  accountKind,
  ageBand,
  id,
  language,
  line,
  mentorStanding,
  personCard,
  platformRole,
  text,
  timestamp,
  timeZone,
} from './words.js';

export const MIN_AGE = 16;
export const LEGAL_VERSION = '2026-11-01';
export const AVATAR_MAX_BYTES = 5 * 1024 * 1024;

export const email = z.string().max(254).trim().toLowerCase().pipe(z.email().max(254));
/** Length is what makes a password strong; the list of the commonest ones is refused by the server. */
export const password = z
  .string()
  .min(10)
  .max(200)
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'ill-formed-text');
/** Presented passwords are bounded but not judged: the answer must not say which rule an old one breaks. */
export const presentedPassword = z.string().min(1).max(200);
export const displayName = line(1, 40);
export const inviteCode = z
  .string()
  .min(16)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);

export const registerInput = z
  .strictObject({
    name: displayName,
    email,
    password,
    ageBand,
    acceptedTerms: z.literal(LEGAL_VERSION),
    language: language.default('es'),
    timeZone: timeZone.default('UTC'),
    /** Needed where registration is by invitation; the person joins its room. */
    invite: inviteCode.optional(),
  })
  .meta({ id: 'RegisterInput' });
export const signInInput = z.strictObject({ email, password: presentedPassword }).meta({ id: 'SignInInput' });
export const setupInput = z
  .strictObject({
    code: z.string().min(6).max(64),
    name: displayName,
    email,
    password,
    ageBand,
    acceptedTerms: z.literal(LEGAL_VERSION),
    language: language.default('es'),
    timeZone: timeZone.default('UTC'),
  })
  .meta({ id: 'SetupInput' });
export const changePasswordInput = z
  .strictObject({ current: presentedPassword, next: password })
  .meta({ id: 'ChangePasswordInput' });
export const editAccountInput = z
  .strictObject({
    name: displayName.optional(),
    about: text(0, 300).optional(),
    language: language.optional(),
    timeZone: timeZone.optional(),
  })
  .meta({ id: 'EditAccountInput' });
/** A guest becomes a person and keeps everything. */
export const upgradeGuestInput = z
  .strictObject({ email, password, ageBand, acceptedTerms: z.literal(LEGAL_VERSION) })
  .meta({ id: 'UpgradeGuestInput' });
export const mentorRequestInput = z.strictObject({ why: text(1, 500) }).meta({ id: 'MentorRequestInput' });

export const ownAccount = z
  .strictObject({
    id,
    kind: accountKind,
    name: z.string(),
    email: z.string().nullable(),
    /** Its owner has opened the link that was mailed there. */
    emailVerified: z.boolean(),
    about: z.string(),
    avatar: z.string().nullable(),
    language,
    timeZone: z.string(),
    role: platformRole,
    mentor: mentorStanding,
    ageBand: ageBand.nullable(),
    /** The only room a guest belongs to. */
    guestOf: id.nullable(),
    createdAt: timestamp,
  })
  .meta({ id: 'OwnAccount' });
export type OwnAccount = z.infer<typeof ownAccount>;

/** What a successful sign-in answers; the refresh key travels only in an HttpOnly cookie. */
export const session = z
  .strictObject({ accessToken: z.string(), expiresAt: timestamp, account: ownAccount })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

export const deviceView = z
  .strictObject({ id, current: z.boolean(), createdAt: timestamp, lastSeenAt: timestamp, agent: z.string() })
  .meta({ id: 'Device' });

export const deviceList = z.strictObject({ devices: z.array(deviceView) }).meta({ id: 'DeviceList' });

/** What the sign-in pages need to know before anybody is signed in. */
export const hubInfo = z
  .strictObject({
    name: z.string(),
    registration: z.enum(['open', 'invite', 'closed']),
    /** Whose accounts one may sign in with besides those of here. */
    providers: z.array(z.strictObject({ provider: z.string(), name: z.string() })),
    needsAdmin: z.boolean(),
    /** Demo people that may be opened as another window: only on loopback with demo content. */
    demo: z.boolean(),
    legalVersion: z.string(),
    minAge: z.int(),
    protocol: z.int(),
  })
  .meta({ id: 'HubInfo' });
export type HubInfo = z.infer<typeof hubInfo>;

// --- administration of people
export const adminPerson = z
  .strictObject({
    id,
    kind: accountKind,
    name: z.string(),
    email: z.string().nullable(),
    avatar: z.string().nullable(),
    role: platformRole,
    mentor: mentorStanding,
    mentorWhy: z.string().nullable(),
    bannedAt: timestamp.nullable(),
    banReason: z.string().nullable(),
    createdAt: timestamp,
  })
  .meta({ id: 'AdminPerson' });
export const adminPeopleQuery = z.strictObject({
  q: line(0, 80).optional(),
  filter: z.enum(['all', 'mentor-requests', 'staff', 'banned']).default('all'),
  after: id.optional(),
});
export const adminPeoplePage = z
  .strictObject({ people: z.array(adminPerson), next: id.nullable() })
  .meta({ id: 'AdminPeoplePage' });
export const setPlatformRoleInput = z.strictObject({ role: platformRole }).meta({ id: 'SetPlatformRoleInput' });
export const setMentorInput = z.strictObject({ standing: z.enum(['none', 'granted']) }).meta({ id: 'SetMentorInput' });
export const banPersonInput = z.strictObject({ reason: line(1, 200) }).meta({ id: 'BanPersonInput' });

// --- events of `account:<id>`
export const accountEvents = {
  /** Name, avatar, language, standing …: the whole new value, for the person's own devices. */
  'accounts.account-changed': z.strictObject({ account: ownAccount }),
  /** A device (or, without `sessionId`, every device) was signed out; the hub closes its sockets. */
  'accounts.session-ended': z.strictObject({
    sessionId: id.nullable(),
    reason: z.enum(['signed-out', 'everywhere', 'password', 'reuse', 'banned', 'upgraded']),
  }),
  /** Somebody of the administration decided about this person; `role` where it is a new one. */
  'accounts.standing-decided': z.strictObject({
    what: z.enum(['mentor-granted', 'mentor-refused', 'platform-role', 'suspended', 'readmitted']),
    role: platformRole.nullable(),
  }),
} as const;
export type AccountCard = z.infer<typeof personCard>;
