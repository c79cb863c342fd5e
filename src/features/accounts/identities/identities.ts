import { Injectable } from '@nestjs/common';
import type { WaysIn } from '../../../contract/identities.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { constraintOf } from '../../../platform/database/database-errors.js';
import type { Sql } from '../../../platform/database/sql.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import { Ids } from '../../../platform/ids/ids.js';
import type { OidcClaims } from '../../../platform/oidc/oidc-claims.js';
import { OidcProviders } from '../../../platform/oidc/oidc-providers.js';
import { IdentityTakenError, LastWayInError, NotFoundError } from '../accounts.errors.js';
import { accountStream } from '../accounts.events.js';
import { requireOnPlatform } from '../accounts.policy.js';
import { AccountsRepository, type AccountRow } from '../accounts.repository.js';
import { IdentitiesRepository, type IdentityRow } from './identities.repository.js';

/** Which accounts of elsewhere open which account of here. */
@Injectable()
export class Identities {
  constructor(
    private readonly ids: Ids,
    private readonly log: EventLog,
    private readonly providers: OidcProviders,
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
  ) {}

  find(claims: OidcClaims): Promise<IdentityRow | undefined> {
    return this.identities.find(claims);
  }

  used({ id }: IdentityRow, at: Date): Promise<void> {
    return this.identities.used(id, at);
  }

  async waysIn(actor: Actor): Promise<WaysIn> {
    requireOnPlatform(actor, 'account.manage-ways-in');
    const account = await this.accounts.byId(actor.accountId);
    const rows = await this.identities.ofAccount(actor.accountId);
    return {
      password: account?.passwordHash !== null,
      identities: rows.map((row) => ({
        id: row.id,
        provider: this.nameOf(row.issuer),
        usable: this.usable(row),
        label: row.label,
        linkedAt: row.linkedAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      })),
      providers: this.providers.all.map(({ slot, name }) => ({ provider: slot, name })),
    };
  }

  /** Once more is the same. Throws an IdentityTakenError where it opens another account. */
  async link(actor: Actor, claims: OidcClaims): Promise<void> {
    requireOnPlatform(actor, 'account.manage-ways-in');
    await this.locked(actor, async (account, sql, at) => {
      const known = await this.identities.find(claims, sql);
      if (known === undefined) return this.add(account.id, claims, at, sql);
      if (known.accountId !== account.id) throw new IdentityTakenError(this.nameOf(claims.issuer));
    });
  }

  /** Nobody locks themself out: with what remains one can still sign in today. */
  async unlink(actor: Actor, id: string): Promise<void> {
    requireOnPlatform(actor, 'account.manage-ways-in');
    await this.locked(actor, async (account, sql) => {
      const rows = await this.identities.ofAccount(account.id, sql);
      if (!rows.some((row) => row.id === id)) throw new NotFoundError();
      const remains = account.passwordHash !== null || rows.some((row) => row.id !== id && this.usable(row));
      if (!remains) throw new LastWayInError();
      await this.identities.delete(id, sql);
    });
  }

  /** In the transaction that makes the account, or on the locked one. */
  async add(accountId: string, claims: OidcClaims, at: Date, sql: Sql): Promise<void> {
    const { issuer, subject, email, name } = claims;
    const label = email || name || subject;
    try {
      await this.identities.insert(
        { id: this.ids.next(), accountId, issuer, subject, label, linkedAt: at, lastUsedAt: null },
        sql,
      );
    } catch (error) {
      if (constraintOf(error) !== 'identities_issuer_subject_key') throw error;
      throw new IdentityTakenError(this.nameOf(issuer));
    }
  }

  nameOf(issuer: string): string {
    return this.providers.all.find((one) => sameIssuer(one.issuer, issuer))?.name ?? new URL(issuer).hostname;
  }

  private usable({ issuer }: IdentityRow): boolean {
    return this.providers.all.some((one) => sameIssuer(one.issuer, issuer));
  }

  private async locked(actor: Actor, work: (account: AccountRow, sql: Sql, at: Date) => Promise<void>): Promise<void> {
    const { accountId } = actor;
    await this.log.change(actor, [accountStream(accountId)], async ({ sql, at }) => {
      const account = await this.accounts.lockById(accountId, sql);
      if (account === undefined) throw new NotFoundError();
      await work(account, sql, at);
    });
  }
}

// Settings may leave out the slash at the end that the provider itself writes.
const sameIssuer = (one: string, other: string): boolean => new URL(one).href === new URL(other).href;
