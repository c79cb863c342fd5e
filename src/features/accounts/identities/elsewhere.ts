import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type {
  beginElsewhereInput,
  completeElsewhereInput,
  ElsewhereOutcome,
  joinElsewhereInput,
  registerElsewhereInput,
} from '../../../contract/identities.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { HubAddress } from '../../../platform/http/hub-address.js';
import type { OidcClaims } from '../../../platform/oidc/oidc-claims.js';
import { OidcProviders } from '../../../platform/oidc/oidc-providers.js';
import { ElsewhereLostError, NotSignedInError } from '../accounts.errors.js';
import { requireOnPlatform } from '../accounts.policy.js';
import { AccountsRepository } from '../accounts.repository.js';
import { AccountsService } from '../accounts.service.js';
import { Registration } from '../registration.js';
import type { IssuedSession, RequestMeta, SessionCookie } from '../sessions.js';
import { SignInStrategy } from '../sign-in.strategy.js';
import { Identities } from './identities.js';
import { Sealed } from './sealed.js';

/** What the browser brings of what it was given, by name. */
export type Kept = (name: string) => string | undefined;
type Entered = { issued: IssuedSession; cookies: SessionCookie[] };

const AWAY_MS = 10 * 60_000;
const ARRIVED_MS = 30 * 60_000;
const PATH = '/api/session/elsewhere';
const ARRIVAL = 'tertulia_arrival';
const STATE = /^[\w-]{16,128}$/;
/** One name for each time somebody leaves: two tabs do not take each other's. */
const awayCookie = (state: string): string => `tertulia_away_${state.slice(0, 16)}`;

const checks = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
const wishes = { then: z.string().nullable(), invite: z.string().nullable() };
/** On the way to the provider; with `accountId` to add a way into that account. */
const away = z.object({ slot: z.string(), checks, accountId: z.string().nullable(), ...wishes });
const claims = z.object({
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
});
/** Back from there, unknown here so far. */
const arrived = z.object({ slot: z.string(), claims, ...wishes });

/** Signing in with an account of elsewhere. Between its steps only the browser remembers, in sealed cookies: nothing of a newcomer is kept here. */
@Injectable()
export class Elsewhere {
  readonly #away: Sealed<z.output<typeof away>>;
  readonly #arrived: Sealed<z.output<typeof arrived>>;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly address: HubAddress,
    private readonly providers: OidcProviders,
    private readonly repository: AccountsRepository,
    private readonly accounts: AccountsService,
    private readonly credentials: SignInStrategy,
    private readonly registration: Registration,
    private readonly identities: Identities,
  ) {
    this.#away = new Sealed(config.secrets.cookieKey, 'away', away);
    this.#arrived = new Sealed(config.secrets.cookieKey, 'arrived', arrived);
  }

  async begin(actor: Actor | undefined, input: z.output<typeof beginElsewhereInput>) {
    requireOnPlatform(actor, 'account.sign-in');
    const { provider, then = null, invite = null } = input;
    return this.leave(provider, { accountId: null, then, invite });
  }

  async beginLink(actor: Actor, provider: string) {
    requireOnPlatform(actor, 'account.manage-ways-in');
    return this.leave(provider, { accountId: actor.accountId, then: null, invite: null });
  }

  /** Back from the provider. What the browser does not bring, or brings for another provider, was not begun here. */
  async complete(
    actor: Actor | undefined,
    { provider, response }: z.output<typeof completeElsewhereInput>,
    kept: Kept,
    meta: RequestMeta,
  ): Promise<{ outcome: ElsewhereOutcome; cookies: SessionCookie[] }> {
    requireOnPlatform(actor, 'account.sign-in');
    const query = new URLSearchParams(response);
    const state = query.get('state') ?? '';
    const flow = STATE.test(state) ? this.#away.open(kept(awayCookie(state)) ?? '', this.clock.now()) : undefined;
    if (flow?.checks.state !== state || flow.slot !== provider) throw new ElsewhereLostError();
    const url = new URL(`${this.returnTo(provider)}?${query.toString()}`);
    const who = await this.providers.complete(provider, url, flow.checks);
    const cookies = [this.cookie(awayCookie(state), '', 0)];
    if (flow.accountId !== null) {
      if (actor?.accountId !== flow.accountId) throw new NotSignedInError();
      await this.identities.link(actor, who);
      return { outcome: { outcome: 'linked', provider: this.nameOf(who) }, cookies };
    }
    const identity = await this.identities.find(who);
    if (identity === undefined) return this.unknown({ slot: provider, claims: who, ...wishesOf(flow) }, cookies);
    const { session, cookie } = await this.accounts.issueSession(identity.accountId, meta);
    await this.identities.used(identity, this.clock.now());
    return { outcome: { outcome: 'entered', session, then: flow.then }, cookies: [...cookies, cookie] };
  }

  /** The newcomer has said who they are here and accepted the terms: now there is an account. */
  async register(
    actor: Actor | undefined,
    input: z.output<typeof registerElsewhereInput>,
    kept: Kept,
    meta: RequestMeta,
  ): Promise<Entered> {
    requireOnPlatform(actor, 'account.register');
    const { claims: who, invite } = this.arrival(kept);
    const emailVerified = who.emailVerified && who.email === input.email;
    const person = { ...input, emailVerified, ...(invite === null ? {} : { invite }) };
    const issued = await this.registration.registerElsewhere(actor, person, meta, ({ sql, at }, { id }) =>
      this.identities.add(id, who, at, sql),
    );
    return { issued, cookies: [this.cookie(ARRIVAL, '', 0)] };
  }

  /** The password of here shows that the account with the same confirmed address is the newcomer's own. */
  async join(
    actor: Actor | undefined,
    { password }: z.output<typeof joinElsewhereInput>,
    kept: Kept,
    meta: RequestMeta,
  ): Promise<Entered> {
    requireOnPlatform(actor, 'account.sign-in');
    const { claims: who } = this.arrival(kept);
    if (!who.emailVerified) throw new ElsewhereLostError();
    const account = await this.credentials.accountFor({ email: who.email, password });
    if (account.emailVerifiedAt === null) throw new ElsewhereLostError();
    await this.identities.link(await this.accounts.actorOf(account.id), who);
    return {
      issued: await this.accounts.issueSession(account.id, meta),
      cookies: [this.cookie(ARRIVAL, '', 0)],
    };
  }

  private async leave(slot: string, more: Omit<z.output<typeof away>, 'slot' | 'checks'>) {
    const { url, checks } = await this.providers.begin(slot, this.returnTo(slot));
    const sealed = this.#away.seal({ slot, checks, ...more }, this.inMs(AWAY_MS));
    return { url, cookie: this.cookie(awayCookie(checks.state), sealed, AWAY_MS) };
  }

  private async unknown(arrival: z.output<typeof arrived>, cookies: SessionCookie[]) {
    const { claims: who, then, invite } = arrival;
    const provider = this.nameOf(who);
    const account = who.emailVerified ? await this.repository.byEmail(who.email) : undefined;
    const known = account !== undefined && account.emailVerifiedAt !== null && account.passwordHash !== null;
    if (!known) await this.registration.assertOpen(invite ?? undefined);
    const sealed = this.#arrived.seal(arrival, this.inMs(ARRIVED_MS));
    const { name, email, emailVerified } = who;
    const outcome: ElsewhereOutcome = known
      ? { outcome: 'known', provider, email, then }
      : { outcome: 'new', provider, name, email, emailVerified, then };
    return { outcome, cookies: [...cookies, this.cookie(ARRIVAL, sealed, ARRIVED_MS)] };
  }

  private arrival(kept: Kept): z.output<typeof arrived> {
    const arrival = this.#arrived.open(kept(ARRIVAL) ?? '', this.clock.now());
    if (arrival === undefined) throw new ElsewhereLostError();
    return arrival;
  }

  /** A page of the client, which hands in what it was given; it is what the provider has on its list. */
  private returnTo(slot: string): string {
    return `${this.address.origin}/sign-in/with/${slot}`;
  }

  private nameOf({ issuer }: OidcClaims): string {
    return this.identities.nameOf(issuer);
  }

  private inMs(ms: number): Date {
    return new Date(this.clock.epochMs() + ms);
  }

  private cookie(name: string, value: string, maxAge: number): SessionCookie {
    const options = { httpOnly: true, sameSite: 'strict', secure: this.config.secure, path: PATH, maxAge } as const;
    return { name, value, options };
  }
}

const wishesOf = ({ then, invite }: { then: string | null; invite: string | null }) => ({ then, invite });
