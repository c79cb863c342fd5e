import { z } from 'zod';
import type { OidcSettings } from '../config/oidc-settings.js';
import { DomainError } from '../errors/domain-error.js';

/** Who somebody is elsewhere. */
export interface OidcClaims {
  readonly issuer: string;
  readonly subject: string;
  /** Empty where the provider does not say. */
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
}

const word = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value));
const identity = z.object({ iss: word(500), sub: word(255).min(1) });

/** What is not text of a sensible size counts as not said; without a subject there is nobody. */
export function claimsOf(raw: Record<string, unknown>, { name: provider }: OidcSettings): OidcClaims {
  const who = identity.safeParse(raw);
  if (!who.success) throw new DomainError('oidc/not-valid', { provider });
  const email = z.email().max(254).safeParse(raw['email']).data?.toLowerCase() ?? '';
  // Some send the word instead of the value.
  const verified = raw['email_verified'] === true || raw['email_verified'] === 'true';
  return {
    issuer: who.data.iss,
    subject: who.data.sub,
    name: [raw['name'], raw['given_name'], raw['preferred_username']].map(lineOf).find((one) => one !== '') ?? '',
    email,
    emailVerified: email !== '' && verified,
  };
}

const lineOf = (value: unknown): string =>
  Array.from((word(200).safeParse(value).data ?? '').normalize('NFC').trim())
    .slice(0, 40)
    .join('')
    .trim();
