import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import type { Sql } from '../../../platform/database/sql.js';
import { HubAddress } from '../../../platform/http/hub-address.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import { Mail } from '../../../platform/mail/mail.js';
import type { Letter } from '../../../platform/mail/mail.types.js';
import { LinkExpiredError } from '../accounts.errors.js';
import { AccountsRepository, type AccountRow } from '../accounts.repository.js';
import { addressChangedLetter, resetLetter, verifyLetter } from './letters.js';
import { LinkTokens } from './link-tokens.js';
import { MailedLinksRepository, type LinkPurpose, type MailedLinkRow } from './mailed-links.repository.js';

const HOUR_MS = 3_600_000;
const VALID_MS: Readonly<Record<LinkPurpose, number>> = { verify: 24 * HOUR_MS, reset: HOUR_MS };
const KEPT_MS = 7 * 24 * HOUR_MS;
// The token stands behind the #, so that it is in no log of a server and in no Referer.
const PAGES: Readonly<Record<LinkPurpose, string>> = { verify: '/verify-email', reset: '/reset-password' };

const ofAccount = z.object({ accountId: z.uuid(), email: z.string() });
const ofAddress = z.object({ email: z.string() });

/** Links that prove that somebody reads an address: made when their mail is sent, good once and for a while. */
@Injectable()
export class MailedLinks implements OnModuleInit {
  readonly #tokens: LinkTokens;

  constructor(
    config: Config,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
    private readonly address: HubAddress,
    private readonly accounts: AccountsRepository,
    private readonly links: MailedLinksRepository,
  ) {
    this.#tokens = new LinkTokens(config.secrets.tokenHashKey);
  }

  onModuleInit(): void {
    this.mail.define('accounts.verify', (data, { id }) => this.writeVerification(ofAccount.parse(data), id));
    this.mail.define('accounts.reset', (data, { id }) => this.writeReset(ofAddress.parse(data), id));
    this.mail.define('accounts.address-changed', (data) => this.writeAddressChanged(ofAccount.parse(data)));
    this.jobs.repeat('accounts.forget-links', '20 4 * * *', () =>
      this.links.deleteExpiredBefore(new Date(this.clock.epochMs() - KEPT_MS)),
    );
  }

  async postVerification(sql: Sql, { id, email }: { id: string; email: string | null }): Promise<void> {
    await this.mail.post(sql, 'accounts.verify', { accountId: id, email });
  }

  /** The same work whether anybody has this address: who has it is found out when the mail is written. */
  async postReset(sql: Sql, email: string): Promise<void> {
    await this.mail.post(sql, 'accounts.reset', { email });
  }

  async postAddressChanged(sql: Sql, accountId: string, former: string): Promise<void> {
    await this.mail.post(sql, 'accounts.address-changed', { accountId, email: former });
  }

  /** The link and its account as they are now, used or not. Throws a LinkExpiredError for anything that is no link of ours. */
  async found(token: string, purpose: LinkPurpose): Promise<{ link: MailedLinkRow; account: AccountRow }> {
    const link = await this.links.byId(this.#tokens.idOf(token));
    if (link?.purpose !== purpose || !this.#tokens.fits(token, link)) throw new LinkExpiredError();
    const account = await this.accounts.byId(link.accountId);
    if (account?.email !== link.email) throw new LinkExpiredError();
    return { link, account };
  }

  /** Throws a LinkExpiredError where it could not be used any more. */
  assertFresh({ usedAt, expiresAt }: MailedLinkRow): void {
    if (usedAt !== null || expiresAt <= this.clock.now()) throw new LinkExpiredError();
  }

  /** In the transaction of what it is used for, on the locked account. Throws a LinkExpiredError. */
  async use(link: MailedLinkRow, account: AccountRow, at: Date, sql: Sql): Promise<void> {
    if (account.email !== link.email || !(await this.links.use(link.id, at, sql))) throw new LinkExpiredError();
    await this.links.useAll(account.id, link.purpose, at, sql);
  }

  private async writeVerification(
    { accountId, email }: z.output<typeof ofAccount>,
    id: string,
  ): Promise<Letter | null> {
    const account = await this.accounts.byId(accountId);
    // Changed again meanwhile, or confirmed by another link: there is nothing to ask.
    if (account?.email !== email || account.emailVerifiedAt !== null) return null;
    return verifyLetter(account, email, await this.urlOf(id, account, email, 'verify'));
  }

  private async writeReset({ email }: z.output<typeof ofAddress>, id: string): Promise<Letter | null> {
    const account = await this.accounts.byEmail(email);
    // Whoever comes in with an account of elsewhere chooses their first password so.
    if (account?.email === undefined || account.email === null) return null;
    if (account.bannedAt !== null) return null;
    return resetLetter(account, account.email, await this.urlOf(id, account, account.email, 'reset'));
  }

  private async writeAddressChanged({ accountId, email }: z.output<typeof ofAccount>): Promise<Letter | null> {
    const account = await this.accounts.byId(accountId);
    return account === undefined ? null : addressChangedLetter(account, email, this.address.origin);
  }

  private async urlOf(id: string, account: AccountRow, email: string, purpose: LinkPurpose): Promise<string> {
    const expiresAt = new Date(this.clock.epochMs() + VALID_MS[purpose]);
    await this.links.insert({ id, accountId: account.id, purpose, email, expiresAt });
    return `${this.address.origin}${PAGES[purpose]}#${this.#tokens.of({ id, purpose, email })}`;
  }
}
