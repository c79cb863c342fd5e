import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { askResetInput, changeEmailInput, resetPasswordInput } from '../../../contract/account-access.contract.js';
import type { OwnAccount } from '../../../contract/accounts.contract.js';
import { HUB, type Actor } from '../../../platform/actor/actor.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import { RateLimits, type Limit } from '../../../platform/http/rate-limits.js';
import { AlreadyVerifiedError, LinkExpiredError, NotSignedInError, WrongPasswordError } from '../accounts.errors.js';
import { requireOnPlatform } from '../accounts.policy.js';
import { AccountsRepository, type AccountRow } from '../accounts.repository.js';
import { AccountsService, emailTaken } from '../accounts.service.js';
import { ownAccountOf } from '../accounts.view.js';
import { assertStrong, Passwords } from '../passwords.js';
import { Sessions } from '../sessions.js';
import { MailedLinks } from './mailed-links.js';

const SENT_AGAIN: Limit = { points: 4, durationSec: 60 * 60 };
const ASKED_FOR: Limit = { points: 4, durationSec: 60 * 60 };
const ASKED_FROM: Limit = { points: 40, durationSec: 60 * 60 };
const TRIES: Limit = { points: 10, durationSec: 10 * 60 };

/** What is done with the proof that somebody reads an address: confirm it, change it, choose a new password. */
@Injectable()
export class AddressProof {
  constructor(
    private readonly log: EventLog,
    private readonly limits: RateLimits,
    private readonly repository: AccountsRepository,
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly links: MailedLinks,
  ) {}

  async sendVerification(actor: Actor): Promise<void> {
    requireOnPlatform(actor, 'account.send-verification');
    await this.limits.consume('send-verification', actor.accountId, SENT_AGAIN);
    const account = await this.own(actor);
    if (account.emailVerifiedAt !== null) throw new AlreadyVerifiedError();
    await this.log.change(actor, [], ({ sql }) => this.links.postVerification(sql, account));
  }

  /** A link that was opened before says so again, as long as the address is the same: nothing changes by it. */
  async verify(actor: Actor | undefined, token: string): Promise<void> {
    requireOnPlatform(actor, 'account.verify-email');
    const { link, account } = await this.links.found(token, 'verify');
    if (link.usedAt !== null && account.emailVerifiedAt !== null) return;
    this.links.assertFresh(link);
    await this.accounts.change(HUB, account.id, async (row, { at, sql }) => {
      await this.links.use(link, row, at, sql);
      return { emailVerifiedAt: at };
    });
  }

  /** The new address is unconfirmed; the old one is told. */
  async changeEmail(actor: Actor, { email, password }: z.output<typeof changeEmailInput>): Promise<OwnAccount> {
    requireOnPlatform(actor, 'account.change-email');
    await this.limits.consume('change-email', actor.accountId, TRIES);
    const account = await this.own(actor);
    if (!(await this.passwords.verify(account.passwordHash, password))) throw new WrongPasswordError();
    if (account.email === email) return ownAccountOf(account);
    try {
      const changed = await this.accounts.change(actor, actor.accountId, async (row, { sql }) => {
        if (row.email !== null) await this.links.postAddressChanged(sql, row.id, row.email);
        await this.links.postVerification(sql, { id: row.id, email });
        return { email, emailVerifiedAt: null };
      });
      return ownAccountOf(changed);
    } catch (error) {
      throw emailTaken(error) ?? error;
    }
  }

  /** The same answer after the same work, whoever has the address or nobody. `from` is the network address that asks. */
  async askReset(actor: Actor | undefined, { email }: z.output<typeof askResetInput>, from: string): Promise<void> {
    requireOnPlatform(actor, 'account.reset-password');
    await this.limits.consume('reset-from', from, ASKED_FROM);
    await this.limits.consume('reset-for', email, ASKED_FOR);
    await this.log.change(HUB, [], ({ sql }) => this.links.postReset(sql, email));
  }

  /** Throws a LinkExpiredError before somebody thinks of a new password for nothing. */
  async checkReset(actor: Actor | undefined, token: string): Promise<void> {
    requireOnPlatform(actor, 'account.reset-password');
    this.links.assertFresh((await this.links.found(token, 'reset')).link);
  }

  /** Ends all sessions and tokens; whoever did this reads the address, so it is confirmed too. */
  async reset(actor: Actor | undefined, { token, password }: z.output<typeof resetPasswordInput>): Promise<void> {
    requireOnPlatform(actor, 'account.reset-password');
    const { link, account } = await this.links.found(token, 'reset');
    this.links.assertFresh(link);
    if (account.bannedAt !== null) throw new LinkExpiredError();
    assertStrong(password, [account.name, account.email ?? '']);
    const passwordHash = await this.passwords.hash(password);
    await this.accounts.change(HUB, account.id, async (row, change) => {
      await this.links.use(link, row, change.at, change.sql);
      await this.sessions.endAllIn(change, row.id, 'password');
      return { passwordHash, emailVerifiedAt: row.emailVerifiedAt ?? change.at };
    });
    await this.limits.reset('sign-in', link.email);
  }

  private async own(actor: Actor): Promise<AccountRow> {
    const row = await this.repository.byId(actor.accountId);
    if (row === undefined) throw new NotSignedInError();
    return row;
  }
}
