import { z } from 'zod';
import { displayName, email, inviteCode, LEGAL_VERSION, presentedPassword, session } from './accounts.contract.js';
import { ageBand, id, language, timestamp, timeZone } from './words.js';

/** Signing in with an account of elsewhere (OpenID Connect). The numbered providers are those of the settings. */
export const provider = z.string().max(2).regex(/^\d+$/);
/** Where the person wanted to go: a path of this hub, never another origin. */
export const localPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\\p{Cc}]*$/u);

export const beginElsewhereInput = z
  .strictObject({ provider, then: localPath.optional(), invite: inviteCode.optional() })
  .meta({ id: 'BeginElsewhereInput' });
export const beginLinkInput = z.strictObject({ provider }).meta({ id: 'BeginLinkInput' });
/** The page of the provider that the browser goes to next. */
export const leaveFor = z.strictObject({ url: z.string() }).meta({ id: 'LeaveFor' });

/** What the provider put into the address it sent the browser back to: all behind the `?`, as it came. */
export const completeElsewhereInput = z
  .strictObject({
    provider,
    response: z
      .string()
      .min(1)
      .max(8_000)
      .regex(/^[\x21-\x7e]+$/),
  })
  .meta({ id: 'CompleteElsewhereInput' });

const then = localPath.nullable();
export const elsewhereOutcome = z
  .discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('entered'), session, then }),
    /** Signed in before: this account of elsewhere is one more way in now. */
    z.strictObject({ outcome: z.literal('linked'), provider: z.string() }),
    /** Nobody here yet, and nothing is made before the terms are accepted: what the form begins with. */
    z.strictObject({
      outcome: z.literal('new'),
      provider: z.string(),
      name: z.string(),
      email: z.string(),
      emailVerified: z.boolean(),
      then,
    }),
    /** Somebody here has this confirmed address: with the password of here the two become one. */
    z.strictObject({ outcome: z.literal('known'), provider: z.string(), email: z.string(), then }),
  ])
  .meta({ id: 'ElsewhereOutcome' });
export type ElsewhereOutcome = z.infer<typeof elsewhereOutcome>;

export const registerElsewhereInput = z
  .strictObject({
    name: displayName,
    email,
    ageBand,
    acceptedTerms: z.literal(LEGAL_VERSION),
    language: language.default('es'),
    timeZone: timeZone.default('UTC'),
  })
  .meta({ id: 'RegisterElsewhereInput' });
export const joinElsewhereInput = z.strictObject({ password: presentedPassword }).meta({ id: 'JoinElsewhereInput' });

export const identityView = z
  .strictObject({
    id,
    /** The name of its provider here, or its address where the settings no longer name it. */
    provider: z.string(),
    /** Whether one can sign in with it today. */
    usable: z.boolean(),
    /** What the provider calls the account: an address or a name. */
    label: z.string(),
    linkedAt: timestamp,
    lastUsedAt: timestamp.nullable(),
  })
  .meta({ id: 'Identity' });
export const providerView = z.strictObject({ provider, name: z.string() }).meta({ id: 'IdentityProvider' });
/** How its owner gets into an account. */
export const waysIn = z
  .strictObject({ password: z.boolean(), identities: z.array(identityView), providers: z.array(providerView) })
  .meta({ id: 'WaysIn' });
export type WaysIn = z.infer<typeof waysIn>;
