import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CookieOptions } from 'express';
import type { Session } from '../../contract/accounts.contract.js';
import type { EventPayload } from '../../contract/realtime.contract.js';
import { HUB, type Actor } from '../../platform/actor/actor.js';
import { Clock, type Timer } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { describeError } from '../../platform/errors/describe-error.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { Ids } from '../../platform/ids/ids.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import {
  BannedError,
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  SessionReusedError,
} from './accounts.errors.js';
import { accountStream } from './accounts.events.js';
import { requireOnPlatform } from './accounts.policy.js';
import { AccountsRepository, type AccountRow, type SessionRow } from './accounts.repository.js';
import { deviceOf, ownAccountOf, type Device } from './accounts.view.js';
import { ApiTokensRepository } from './api-tokens/api-tokens.repository.js';
import { agentFamily } from './agent.js';
import { RefreshKeys, type RefreshKey } from './refresh-keys.js';
import { SignInStrategy } from './sign-in.strategy.js';

export const REFRESH_COOKIE = 'tertulia_refresh';
const SESSION_MS = 30 * 24 * 3_600_000;
const KEPT_AFTER_END_MS = 30 * 24 * 3_600_000;
const SWEEP_MS = 6 * 3_600_000;
/** Two tabs that wake up together, or an answer that got lost: the same next key is given again. */
const REUSE_GRACE_MS = 20_000;

export interface RequestMeta {
  /** The User-Agent header; only a family name of it is kept. */
  agent: string | undefined;
}
export interface SessionCookie {
  name: string;
  value: string;
  options: CookieOptions;
}
export interface IssuedSession {
  session: Session;
  cookie: SessionCookie;
}
type EndReason = EventPayload<'accounts.session-ended'>['reason'];

/** Sessions: one row a device, with a key that changes at every use. */
@Injectable()
export class Sessions implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger('accounts');
  readonly #keys: RefreshKeys;
  #sweeping: Timer | undefined;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly log: EventLog,
    private readonly repository: AccountsRepository,
    private readonly tokens: AccessTokenStrategy,
    private readonly credentials: SignInStrategy,
    private readonly apiTokens: ApiTokensRepository,
  ) {
    this.#keys = new RefreshKeys(config.secrets.tokenHashKey);
  }

  onModuleInit(): void {
    this.#sweeping = this.clock.setRepeating(() => void this.sweep(), SWEEP_MS);
  }

  onApplicationShutdown(): void {
    this.clock.clearTimer(this.#sweeping);
  }

  async issue(account: AccountRow, { agent }: RequestMeta): Promise<IssuedSession> {
    if (account.kind === 'bot') throw new NotAllowedError();
    const at = this.clock.now();
    const key = this.#keys.first(this.ids.next(), this.ids.token());
    const session = { id: key.sessionId, accountId: account.id, refreshHash: key.hash, agent: agentFamily(agent) };
    const times = { rotatedAt: at, createdAt: at, lastSeenAt: at, expiresAt: this.expiry(at) };
    await this.repository.insertSession({ ...session, ...times, previousHash: null, endedAt: null });
    return this.answer(account, key);
  }

  async signIn(
    actor: Actor | undefined,
    input: { email: string; password: string },
    meta: RequestMeta,
  ): Promise<IssuedSession> {
    requireOnPlatform(actor, 'account.sign-in');
    return this.issue(await this.credentials.accountFor(input), meta);
  }

  /** The session itself goes on; its account has changed. */
  again(account: AccountRow, { sessionId }: Actor): Session {
    if (sessionId === null) throw new NotSignedInError();
    return this.sessionOf(account, sessionId);
  }

  /** Gives the next key for the presented one. A key that was used before ends its session. */
  async refresh(actor: Actor | undefined, presented: string | undefined): Promise<IssuedSession> {
    requireOnPlatform(actor, 'account.refresh');
    const key = this.#keys.read(presented ?? '');
    if (key === undefined) throw new NotSignedInError();
    const next = this.#keys.after(key);
    const at = this.clock.now();
    const keys = { sessionId: key.sessionId, presented: key.hash, next: next.hash, at, expiresAt: this.expiry(at) };
    const rotated = await this.repository.rotate(keys);
    const session = await this.repository.session(key.sessionId);
    const account = session && (await this.repository.byId(session.accountId));
    if (session === undefined || account === undefined || account.kind === 'bot') throw new NotSignedInError();
    if (account.bannedAt !== null) throw new BannedError(account.banReason);
    if (!rotated) await this.assertGrace(session, key, at);
    return this.answer(account, next);
  }

  async devices(actor: Actor): Promise<Device[]> {
    requireOnPlatform(actor, 'account.list-devices');
    const sessions = await this.repository.liveSessions(actor.accountId, this.clock.now());
    return sessions.map((session) => deviceOf(session, actor.sessionId));
  }

  /** Signs out the device that asks. */
  async end(actor: Actor): Promise<void> {
    requireOnPlatform(actor, 'account.sign-out');
    if (actor.sessionId === null) return;
    await this.endOne(actor, actor.accountId, actor.sessionId, 'signed-out');
  }

  /** Another device, or this one. */
  async endDevice(actor: Actor, sessionId: string): Promise<void> {
    requireOnPlatform(actor, 'account.sign-out-device');
    if (!(await this.endOne(actor, actor.accountId, sessionId, 'signed-out'))) throw new NotFoundError();
  }

  /** All but the device that asks. */
  async endOthers(actor: Actor): Promise<void> {
    requireOnPlatform(actor, 'account.sign-out-device');
    const { accountId, sessionId } = actor;
    await this.log.change(actor, [accountStream(accountId)], (change) =>
      this.endOthersIn(change, accountId, sessionId, 'signed-out'),
    );
  }

  async endAll(actor: Actor): Promise<void> {
    requireOnPlatform(actor, 'account.sign-out-everywhere');
    const { accountId } = actor;
    await this.log.change(actor, [accountStream(accountId)], (change) =>
      this.endAllIn(change, accountId, 'everywhere'),
    );
  }

  /** Devices and access tokens. Inside the change that is the reason, which has locked `account:<id>`. */
  async endAllIn(change: Change, accountId: string, reason: EndReason): Promise<void> {
    await this.repository.endSessions({ accountId }, change.at, change.sql);
    await this.apiTokens.endAll(accountId, change.at, change.sql);
    this.announce(change, accountId, null, reason);
  }

  /** All but one: the device that changed the password stays. */
  async endOthersIn(change: Change, accountId: string, except: string | null, reason: EndReason): Promise<void> {
    const ended = await this.repository.endSessions({ accountId, except }, change.at, change.sql);
    for (const sessionId of ended) this.announce(change, accountId, sessionId, reason);
  }

  /** Takes the key out of the browser. */
  noCookie(): SessionCookie {
    return { name: REFRESH_COOKIE, value: '', options: { ...this.cookieOptions(), maxAge: 0 } };
  }

  private async assertGrace(session: SessionRow, key: RefreshKey, at: Date): Promise<void> {
    if (session.endedAt !== null || session.expiresAt <= at) throw new NotSignedInError();
    const justReplaced = session.previousHash?.equals(key.hash) ?? false;
    if (justReplaced && at.getTime() - session.rotatedAt.getTime() <= REUSE_GRACE_MS) return;
    await this.endOne(HUB, session.accountId, session.id, 'reuse');
    throw new SessionReusedError();
  }

  private async endOne(by: Actor, accountId: string, sessionId: string, reason: EndReason): Promise<boolean> {
    return this.log.change(by, [accountStream(accountId)], async (change) => {
      const ended = await this.repository.endSessions({ accountId, only: sessionId }, change.at, change.sql);
      if (ended.length > 0) this.announce(change, accountId, sessionId, reason);
      return ended.length > 0;
    });
  }

  private announce(change: Change, accountId: string, sessionId: string | null, reason: EndReason): void {
    const stream = accountStream(accountId);
    change.append({ stream, type: 'accounts.session-ended', subject: accountId, payload: { sessionId, reason } });
  }

  private sessionOf(account: AccountRow, sessionId: string): Session {
    const { token, expiresAt } = this.tokens.issue({ accountId: account.id, sessionId });
    return { accessToken: token, expiresAt: expiresAt.toISOString(), account: ownAccountOf(account) };
  }

  private answer(account: AccountRow, key: RefreshKey): IssuedSession {
    const options = { ...this.cookieOptions(), maxAge: SESSION_MS };
    return {
      session: this.sessionOf(account, key.sessionId),
      cookie: { name: REFRESH_COOKIE, value: key.value, options },
    };
  }

  private cookieOptions(): CookieOptions {
    return { httpOnly: true, sameSite: 'strict', secure: this.config.secure, path: '/api/session' };
  }

  private expiry(at: Date): Date {
    return new Date(at.getTime() + SESSION_MS);
  }

  /** What a device was called is kept no longer than 30 days after its session. */
  async sweep(): Promise<void> {
    try {
      await this.repository.deleteSessionsEndedBefore(new Date(this.clock.epochMs() - KEPT_AFTER_END_MS));
    } catch (error) {
      this.#logger.warn({
        msg: 'Old sessions could not be deleted; the next sweep tries again',
        error: describeError(error),
      });
    }
  }
}
