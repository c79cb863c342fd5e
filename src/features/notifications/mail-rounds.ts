import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Mail } from '../../platform/mail/mail.js';
import { InRounds } from '../../platform/observability/in-rounds.js';
import { planMails } from './mail-plan.js';
import { MailsRepository } from './mails.repository.js';

const EVERY_MS = 5_000;

/**
 * Hands to the mail what is still unread when its time has come. Every node looks; a notice is taken and its mail posted in one
 * transaction, so each is told by one mail, whatever dies in between.
 */
@Injectable()
export class MailRounds extends InRounds {
  constructor(
    clock: Clock,
    private readonly mail: Mail,
    private readonly repository: MailsRepository,
  ) {
    super(clock, { failed: 'Mails of notices could not be looked at', everyMs: EVERY_MS });
  }

  protected async look(): Promise<void> {
    await this.rounds.each(await this.repository.due(this.clock.now()), (accountId) => this.tell(accountId));
  }

  private async tell(accountId: string): Promise<void> {
    await this.repository.inTransaction(async (sql) => {
      const pending = await this.repository.pending(sql, accountId);
      const reader = await this.repository.reader(sql, accountId);
      if (pending.length === 0 || reader === null) return;
      const { post, done, later } = planMails(pending, reader, this.clock.now());
      await this.repository.setMailAfter(sql, done, null);
      if (later !== null) await this.repository.setMailAfter(sql, later.ids, later.until);
      for (const [kind, ids] of post) await this.mail.post(sql, 'notifications.notices', { accountId, kind, ids });
    });
  }
}
