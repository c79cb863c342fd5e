import { z } from 'zod';
import { email, password, presentedPassword } from './accounts.contract.js';
import { id, line, timestamp } from './words.js';

// --- mailed links: 16 bytes of its name and 32 of its proof, as base64url
export const mailedToken = z
  .string()
  .max(66)
  .regex(/^[\w-]{22}\.[\w-]{43}$/);
export const mailedTokenInput = z.strictObject({ token: mailedToken }).meta({ id: 'MailedTokenInput' });
export const askResetInput = z.strictObject({ email }).meta({ id: 'AskResetInput' });
export const resetPasswordInput = z.strictObject({ token: mailedToken, password }).meta({ id: 'ResetPasswordInput' });
export const changeEmailInput = z.strictObject({ email, password: presentedPassword }).meta({ id: 'ChangeEmailInput' });

// --- personal access tokens
export const MAX_TOKENS = 20;
export const tokenScope = z.enum(['read', 'write:chat', 'write:rooms']);
export type TokenScope = z.infer<typeof tokenScope>;
export const makeTokenInput = z
  .strictObject({
    name: line(1, 60),
    scopes: z
      .array(tokenScope)
      .min(1)
      .max(3)
      .refine((scopes) => new Set(scopes).size === scopes.length, 'twice'),
    days: z.int().min(1).max(365),
  })
  .meta({ id: 'MakeTokenInput' });
export const tokenView = z
  .strictObject({
    id,
    name: z.string(),
    scopes: z.array(tokenScope),
    createdAt: timestamp,
    expiresAt: timestamp,
    lastUsedAt: timestamp.nullable(),
  })
  .meta({ id: 'AccessToken' });
export type TokenView = z.infer<typeof tokenView>;
export const tokenList = z.strictObject({ tokens: z.array(tokenView) }).meta({ id: 'AccessTokenList' });
/** `secret` is shown this once; the hub keeps only a hash of it. */
export const madeToken = z.strictObject({ token: tokenView, secret: z.string() }).meta({ id: 'MadeAccessToken' });

// --- administration of mail
export const deadLetter = z
  .strictObject({
    id,
    /** What it was about: `accounts.verify`, `accounts.reset` … */
    kind: z.string(),
    /** Why, in a sentence of the language of the request. */
    why: z.string(),
    at: timestamp,
  })
  .meta({ id: 'DeadLetter' });
export const mailState = z
  .strictObject({
    /** `smtp`: to the server named in `through`; `outbox`: into a folder of this machine. */
    way: z.enum(['smtp', 'outbox']),
    through: z.string().nullable(),
    from: z.string(),
    /** What the links in mails lead to. */
    address: z.string(),
    waiting: z.int(),
    /** The newest hundred. */
    dead: z.array(deadLetter),
  })
  .meta({ id: 'MailState' });
export type MailState = z.infer<typeof mailState>;
