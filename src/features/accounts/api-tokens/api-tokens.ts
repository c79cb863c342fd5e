import { createHmac } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { z } from 'zod';
import {
  MAX_TOKENS,
  type makeTokenInput,
  type madeToken,
  type TokenView,
} from '../../../contract/account-access.contract.js';
import { confine, HUB, type Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import { Ids } from '../../../platform/ids/ids.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import { BannedError, NotFoundError, NotSignedInError, TooManyTokensError } from '../accounts.errors.js';
import { accountStream } from '../accounts.events.js';
import { requireOnPlatform } from '../accounts.policy.js';
import { AccountsRepository } from '../accounts.repository.js';
import { actorOf } from '../accounts.view.js';
import { ApiTokensRepository, type ApiTokenRow } from './api-tokens.repository.js';
import { confinementOf } from './token-scopes.js';

const PREFIX = 'tertulia_';
const DAY_MS = 24 * 3_600_000;
const USE_NOTED_MS = 60_000;

export const isApiToken = (token: string): boolean => token.startsWith(PREFIX);

/** Keys that people give to programs: they act as their owner, and do of it what their scopes name. */
@Injectable()
export class ApiTokens implements OnModuleInit {
  readonly #key: Buffer;

  constructor(
    config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly jobs: Jobs,
    private readonly log: EventLog,
    private readonly accounts: AccountsRepository,
    private readonly tokens: ApiTokensRepository,
  ) {
    this.#key = Buffer.from(config.secrets.tokenHashKey, 'base64url');
  }

  onModuleInit(): void {
    this.jobs.repeat('accounts.end-expired-tokens', '* * * * *', () => this.endExpired());
  }

  async list(actor: Actor): Promise<TokenView[]> {
    requireOnPlatform(actor, 'account.manage-tokens');
    return (await this.tokens.liveOf(actor.accountId, this.clock.now())).map(viewOf);
  }

  /** The secret is told this once. Throws a TooManyTokensError. */
  async make(
    actor: Actor,
    { name, scopes, days }: z.output<typeof makeTokenInput>,
  ): Promise<z.infer<typeof madeToken>> {
    requireOnPlatform(actor, 'account.manage-tokens');
    const secret = `${PREFIX}${this.ids.token()}`;
    const { accountId } = actor;
    return this.log.change(actor, [accountStream(accountId)], async ({ sql, at }) => {
      if ((await this.tokens.liveOf(accountId, at, sql)).length >= MAX_TOKENS) throw new TooManyTokensError(MAX_TOKENS);
      const expiresAt = new Date(at.getTime() + days * DAY_MS);
      const row = { id: this.ids.next(), accountId, name, hash: this.hash(secret), scopes, createdAt: at, expiresAt };
      await this.tokens.insert(row, sql);
      return { token: viewOf({ ...row, lastUsedAt: null }), secret };
    });
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    requireOnPlatform(actor, 'account.manage-tokens');
    if (!(await this.end(actor, actor.accountId, id))) throw new NotFoundError();
  }

  /** Who calls with this secret. Throws NotSignedInError or BannedError. */
  async actorOf(secret: string): Promise<Actor> {
    return this.actorBehind(await this.tokens.liveBy({ hash: this.hash(secret) }, this.clock.now()));
  }

  /** The same caller, for a socket that goes on after the account has changed. */
  async again({ sessionId }: Actor): Promise<Actor> {
    return this.actorBehind(await this.tokens.liveBy({ id: sessionId ?? '' }, this.clock.now()));
  }

  /** Sockets of tokens whose time is over are closed like those of a revoked one. */
  async endExpired(): Promise<void> {
    for (const { id, accountId } of await this.tokens.expired(this.clock.now())) await this.end(HUB, accountId, id);
  }

  // A token stands where a session does: what ends it closes its sockets.
  private async end(by: Actor, accountId: string, id: string): Promise<boolean> {
    const stream = accountStream(accountId);
    return this.log.change(by, [stream], async (change) => {
      const ended = await this.tokens.end(id, accountId, change.at, change.sql);
      const payload = { sessionId: id, reason: 'signed-out' } as const;
      if (ended) change.append({ stream, type: 'accounts.session-ended', subject: accountId, payload });
      return ended;
    });
  }

  private async actorBehind(token: ApiTokenRow | undefined): Promise<Actor> {
    const account = token && (await this.accounts.byId(token.accountId));
    if (token === undefined || account?.kind !== 'person') throw new NotSignedInError();
    if (account.bannedAt !== null) throw new BannedError(account.banReason);
    const now = this.clock.now();
    if (now.getTime() - (token.lastUsedAt?.getTime() ?? 0) >= USE_NOTED_MS) await this.tokens.used(token.id, now);
    return confine({ ...actorOf(account, token.id), byToken: true }, confinementOf(token.scopes));
  }

  private hash(secret: string): Buffer {
    return createHmac('sha256', this.#key).update(`api-token\0${secret}`).digest();
  }
}

const viewOf = (row: ApiTokenRow): TokenView => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});
