import { z } from 'zod';

/** Somebody else who says who people are: Auth0, Google, a Keycloak of one's own. */
export interface OidcSettings {
  /** Which of the numbered ones: it stands in the address that the provider sends people back to. */
  readonly slot: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Missing for a public client. */
  readonly clientSecret: string | undefined;
  /** What its button is called. */
  readonly name: string;
}

const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const issuer = z
  .string()
  .max(500)
  .refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, hostname, search, hash, username } = new URL(value);
    const safe = protocol === 'https:' || (protocol === 'http:' && HERE.test(hostname));
    return safe && search === '' && hash === '' && username === '';
  }, 'must be an address such as https://accounts.example.org, by HTTPS unless it is this machine');
const word = z.string().max(500, 'must have at most 500 characters');
const name = z.string().regex(/^[^\p{Cc}]{1,40}$/u, 'must be a name of at most 40 characters');

/** The settings of up to three of them. */
export const oidcKinds = {
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: word.optional(),
  OIDC_CLIENT_SECRET: word.optional(),
  OIDC_NAME: name.optional(),
  OIDC_2_ISSUER: issuer.optional(),
  OIDC_2_CLIENT_ID: word.optional(),
  OIDC_2_CLIENT_SECRET: word.optional(),
  OIDC_2_NAME: name.optional(),
  OIDC_3_ISSUER: issuer.optional(),
  OIDC_3_CLIENT_ID: word.optional(),
  OIDC_3_CLIENT_SECRET: word.optional(),
  OIDC_3_NAME: name.optional(),
};
type Given = { readonly [K in keyof typeof oidcKinds]?: string | undefined };

const prefixes = ['OIDC', 'OIDC_2', 'OIDC_3'] as const;

/** Those that are set. */
export function oidcOf(values: Given): readonly OidcSettings[] {
  const all = prefixes.flatMap((prefix, index) => {
    const given = values[`${prefix}_ISSUER`];
    const clientId = values[`${prefix}_CLIENT_ID`];
    if (given === undefined || clientId === undefined) return [];
    const called = values[`${prefix}_NAME`] ?? new URL(given).hostname.slice(0, 40);
    const clientSecret = values[`${prefix}_CLIENT_SECRET`];
    return [Object.freeze({ slot: String(index + 1), issuer: given, clientId, clientSecret, name: called })];
  });
  return Object.freeze(all);
}

/** What does not belong together, in one sentence. */
export function oidcProblem(values: Given): string | undefined {
  for (const prefix of prefixes) {
    const [first, second] = [values[`${prefix}_ISSUER`], values[`${prefix}_CLIENT_ID`]];
    const rest = values[`${prefix}_CLIENT_SECRET`] ?? values[`${prefix}_NAME`];
    if ((first === undefined) !== (second === undefined) || (rest !== undefined && first === undefined))
      return `${prefix}_ISSUER and ${prefix}_CLIENT_ID belong together: set both, or nothing of ${prefix}.`;
  }
  return undefined;
}
