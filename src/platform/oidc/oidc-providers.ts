import { Injectable, Logger } from '@nestjs/common';
import * as oidc from 'openid-client';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import type { OidcSettings } from '../config/oidc-settings.js';
import { describeError } from '../errors/describe-error.js';
import { DomainError } from '../errors/domain-error.js';
import { claimsOf, type OidcClaims } from './oidc-claims.js';

/** What the hub keeps, and the provider must answer to, from leaving until coming back. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const SILENCE_SEC = 8;
// What a provider says of itself changes seldom; its keys are looked up anew by the library when an unknown one signs.
const KNOWN_MS = 6 * 3_600_000;
const TOLERANCE_SEC = 30;

/** The providers of the settings, spoken to by the code flow with PKCE, state and nonce. The one file that knows the library. */
@Injectable()
export class OidcProviders {
  readonly #logger = new Logger('oidc');
  readonly #known = new Map<string, { at: number; configuration: Promise<oidc.Configuration> }>();

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  get all(): readonly OidcSettings[] {
    return this.config.oidc;
  }

  /** Where the browser goes, and what its return is checked by. Throws `not-found` or `oidc/unreachable`. */
  async begin(slot: string, redirectUri: string): Promise<{ url: string; checks: OidcChecks }> {
    const settings = this.settingsOf(slot);
    const configuration = await this.configurationOf(settings);
    const checks = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, checks };
  }

  /** Who the provider says that came back to `url`. Throws `oidc/refused`, `oidc/not-valid` or `oidc/unreachable`. */
  async complete(slot: string, url: URL, { state, nonce, verifier }: OidcChecks): Promise<OidcClaims> {
    const settings = this.settingsOf(slot);
    const configuration = await this.configurationOf(settings);
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new DomainError('oidc/not-valid', { provider: settings.name });
      // Some providers give the address only to whoever asks with the access token.
      const asks = claims['email'] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
      const more = asks ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
      return claimsOf({ ...more, ...claims }, settings);
    } catch (error) {
      throw this.failureOf(error, settings);
    }
  }

  private settingsOf(slot: string): OidcSettings {
    const settings = this.config.oidc.find((one) => one.slot === slot);
    if (settings === undefined) throw new DomainError('not-found');
    return settings;
  }

  private async configurationOf(settings: OidcSettings): Promise<oidc.Configuration> {
    const now = this.clock.monotonic();
    let known = this.#known.get(settings.slot);
    if (known === undefined || now - known.at > KNOWN_MS) {
      known = { at: now, configuration: discover(settings) };
      this.#known.set(settings.slot, known);
    }
    try {
      return await known.configuration;
    } catch (error) {
      // Whoever comes next asks again.
      if (this.#known.get(settings.slot) === known) this.#known.delete(settings.slot);
      this.tell(error, settings);
      throw new DomainError('oidc/unreachable', { provider: settings.name });
    }
  }

  private failureOf(error: unknown, settings: OidcSettings): DomainError {
    if (error instanceof DomainError) return error;
    this.tell(error, settings);
    const { name: provider } = settings;
    // `error=access_denied` and its like, for the state we gave: the person or the provider said no.
    if (error instanceof oidc.AuthorizationResponseError) return new DomainError('oidc/refused', { provider });
    return new DomainError(isSilence(error) ? 'oidc/unreachable' : 'oidc/not-valid', { provider });
  }

  private tell(error: unknown, { name, issuer }: OidcSettings): void {
    this.#logger.warn({ msg: 'A sign-in by a provider failed', provider: name, issuer, error: describeError(error) });
  }
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  const insecure = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  const metadata = { [oidc.clockTolerance]: TOLERANCE_SEC };
  const options = { timeout: SILENCE_SEC, execute: [...insecure, oidc.enableNonRepudiationChecks] };
  const found = await oidc.discovery(url, clientId, metadata, authenticationOf(clientSecret), options);
  const ways = found.serverMetadata().token_endpoint_auth_methods_supported;
  if (clientSecret === undefined || ways === undefined || ways.includes('client_secret_post')) return found;
  return oidc.discovery(url, clientId, metadata, oidc.ClientSecretBasic(clientSecret), options);
}

const authenticationOf = (secret: string | undefined): oidc.ClientAuth =>
  secret === undefined ? oidc.None() : oidc.ClientSecretPost(secret);

/** No connection, no answer in time, or an answer of something that is out of order. */
function isSilence(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  if (!(error instanceof oidc.ClientError)) return false;
  if (error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_ABORT') return true;
  const cause = error.cause;
  return cause instanceof Response && cause.status >= 500;
}
