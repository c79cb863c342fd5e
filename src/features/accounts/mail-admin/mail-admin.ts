import { Injectable } from '@nestjs/common';
import type { MailState } from '../../../contract/account-access.contract.js';
import { sentenceOf } from '../../../contract/error-sentences.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Audit } from '../../../platform/audit/audit.js';
import { HubAddress } from '../../../platform/http/hub-address.js';
import { Mail } from '../../../platform/mail/mail.js';
import { NotFoundError } from '../accounts.errors.js';
import { requireOnPlatform } from '../accounts.policy.js';
import { AccountsRepository } from '../accounts.repository.js';
import { testLetter } from '../mailed-links/letters.js';

/** How mail goes out, and what nobody would take. */
@Injectable()
export class MailAdmin {
  constructor(
    private readonly mail: Mail,
    private readonly address: HubAddress,
    private readonly accounts: AccountsRepository,
    private readonly audit: Audit,
  ) {}

  async state(actor: Actor): Promise<MailState> {
    requireOnPlatform(actor, 'mail.administer');
    const dead = (await this.mail.dead()).map(({ id, kind, reason, answer, at }) => ({
      id,
      kind,
      why: sentenceOf(reason, actor.language, { answer }),
      at: at.toISOString(),
    }));
    return { ...(await this.mail.state()), dead };
  }

  /** At once and to oneself: a failure is the answer. Throws a MailFailure. */
  async test(actor: Actor): Promise<void> {
    requireOnPlatform(actor, 'mail.administer');
    const account = await this.accounts.byId(actor.accountId);
    if (account?.email === undefined || account.email === null) throw new NotFoundError();
    await this.mail.sendNow(testLetter(account, account.email, this.address.origin));
    await this.audit.record(actor, { deed: 'mail.tested' });
  }

  async retry(actor: Actor, id: string): Promise<void> {
    requireOnPlatform(actor, 'mail.administer');
    if (!(await this.mail.retry(id))) throw new NotFoundError();
    await this.audit.record(actor, { deed: 'mail.retried', details: { letter: id } });
  }

  async discard(actor: Actor, id: string): Promise<void> {
    requireOnPlatform(actor, 'mail.administer');
    if (!(await this.mail.discard(id))) throw new NotFoundError();
    await this.audit.record(actor, { deed: 'mail.discarded', details: { letter: id } });
  }
}
