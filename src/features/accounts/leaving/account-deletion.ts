import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { z } from 'zod';
import type { deleteAccountInput } from '../../../contract/leaving.contract.js';
import { HUB, type Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import type { Change } from '../../../platform/event-log/event-log.types.js';
import { addJob, Jobs, type JobRun } from '../../../platform/jobs/jobs.js';
import { PersonalData } from '../../../platform/personal-data/personal-data.js';
import { LastAdminError, NotSignedInError } from '../accounts.errors.js';
import { requireOnPlatform } from '../accounts.policy.js';
import { AccountsRepository, type AccountRow } from '../accounts.repository.js';
import { AccountsService, type AccountChanges } from '../accounts.service.js';
import { AvatarFiles } from '../avatar-files.js';
import { Sessions } from '../sessions.js';
import { ConfirmedPassword } from './confirmed-password.js';
import { DeparturesRepository } from './departures.repository.js';

const TASK = 'accounts.depart';
const NAMES = { es: 'Cuenta eliminada', en: 'Deleted account' } as const;

/**
 * An account goes. Its row stays, so that what was said keeps an author and rooms stay whole; what was of the person leaves it
 * in one transaction. What is left of them in the log, and their texts where they want, go in a job that goes on where it stopped.
 */
@Injectable()
export class AccountDeletion implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly data: PersonalData,
    private readonly accounts: AccountsService,
    private readonly repository: AccountsRepository,
    private readonly departures: DeparturesRepository,
    private readonly sessions: Sessions,
    private readonly files: AvatarFiles,
    private readonly password: ConfirmedPassword,
  ) {}

  onModuleInit(): void {
    this.jobs.task(TASK, (payload, job) => this.clear(String(payload), job));
  }

  async delete(actor: Actor, { password, texts }: z.output<typeof deleteAccountInput>): Promise<void> {
    requireOnPlatform(actor, 'account.delete');
    await this.password.confirm(actor, password);
    const { accountId } = actor;
    const account = await this.repository.byId(accountId);
    if (account === undefined) throw new NotSignedInError();
    // Before anything is prepared; decided again under the lock.
    await this.assertAdminRemains(account);
    for (const part of this.data.parts) await part.prepare?.(accountId);
    await this.accounts.change(HUB, accountId, async (row, change) => {
      await this.repository.lockAdmins(change.sql);
      await this.assertAdminRemains(row, change);
      // The words of all facts about the account, the fact that follows apart.
      await change.erase(accountId);
      await this.sessions.endAllIn(change, accountId, 'everywhere');
      for (const part of this.data.parts) await part.forget?.(change.sql, accountId);
      await this.departures.forget(accountId, change.sql);
      await this.departures.leave(accountId, texts === 'erase', change.at, change.sql);
      await addJob(change.sql, TASK, accountId, { key: `${TASK}:${accountId}` });
      return nobody(row);
    });
    await this.files.removeAll(accountId);
  }

  /** Harmless to repeat, and short of everything that is done already. */
  private async clear(accountId: string, { signal }: JobRun): Promise<void> {
    const departure = await this.departures.departure(accountId);
    if (departure === null) return;
    const row = await this.repository.byId(accountId);
    const person = { id: accountId, name: row?.name ?? NAMES.es };
    for (let after: number | null = departure.forgottenTo; after !== null;) {
      signal.throwIfAborted();
      const from = after;
      after = await this.log.change(HUB, [], async (change) => {
        const position = await change.forgetPerson(person, from);
        if (position !== null) await this.departures.forgottenTo(accountId, position, change.sql);
        return position;
      });
    }
    for (const part of departure.textsToo ? this.data.parts : [])
      for (let more = true; more;) {
        signal.throwIfAborted();
        more = (await part.eraseTexts?.(accountId)) ?? false;
      }
    await this.files.removeAll(accountId);
    await this.departures.done(accountId, this.clock.now());
  }

  private async assertAdminRemains(row: AccountRow, change?: Change): Promise<void> {
    if (row.role === 'admin' && (await this.repository.otherAdmins(row.id, change?.sql ?? this.departures.sql)) === 0)
      throw new LastAdminError();
  }
}

const nobody = ({ language }: AccountRow): AccountChanges => ({
  name: NAMES[language],
  email: null,
  emailVerifiedAt: null,
  passwordHash: null,
  about: '',
  avatar: null,
  timeZone: 'UTC',
  ageBand: null,
  termsVersion: null,
  termsAcceptedAt: null,
  role: 'member',
  mentor: 'none',
  mentorWhy: null,
  banReason: null,
});
