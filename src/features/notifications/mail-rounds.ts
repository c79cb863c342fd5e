import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock, type Timer } from '../../platform/clock/clock.js';
import { Mail } from '../../platform/mail/mail.js';
import { planMails } from './mail-plan.js';
import { MailsRepository } from './mails.repository.js';

const EVERY_MS = 5_000;

/**
 * Hands to the mail what is still unread when its time has come. Every node looks; a notice is taken and its mail posted in one
 * transaction, so each is told by one mail, whatever dies in between.
 */
@Injectable()
export class MailRounds implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(MailRounds.name);
  #timer: Timer | undefined;
  #ticking: Promise<void> | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly mail: Mail,
    private readonly repository: MailsRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = this.clock.setRepeating(() => void this.tick(), EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.clock.clearTimer(this.#timer);
    await this.#ticking;
  }

  tick(): Promise<void> {
    this.#ticking ??= this.look().finally(() => (this.#ticking = undefined));
    return this.#ticking;
  }

  private async look(): Promise<void> {
    try {
      for (const accountId of await this.repository.due(this.clock.now())) await this.tell(accountId);
    } catch (error) {
      this.#logger.warn(`Mails of notices could not be looked at, they are in five seconds: ${String(error)}`);
    }
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
