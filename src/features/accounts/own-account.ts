import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  LEGAL_VERSION,
  type changePasswordInput,
  type editAccountInput,
  type mentorRequestInput,
  type OwnAccount,
  type Session,
  type upgradeGuestInput,
} from '../../contract/accounts.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { RateLimits, type Limit } from '../../platform/http/rate-limits.js';
import {
  NotAllowedError,
  NotFoundError,
  NotSignedInError,
  RegistrationClosedError,
  TooYoungError,
  WrongPasswordError,
} from './accounts.errors.js';
import { accountStream } from './accounts.events.js';
import { requireOnPlatform } from './accounts.policy.js';
import { AccountsRepository, type AccountRow } from './accounts.repository.js';
import { AccountsService, emailTaken } from './accounts.service.js';
import { ownAccountOf } from './accounts.view.js';
import { AvatarFiles } from './avatar-files.js';
import { MailedLinks } from './mailed-links/mailed-links.js';
import { assertStrong, Passwords } from './passwords.js';
import { Registration } from './registration.js';
import { Sessions } from './sessions.js';
import { assertTimeZone } from './time-zones.js';

const TRIES: Limit = { points: 10, durationSec: 10 * 60 };

/** What people do with their own account. */
@Injectable()
export class OwnAccounts {
  constructor(
    private readonly registration: Registration,
    private readonly clock: Clock,
    private readonly log: EventLog,
    private readonly limits: RateLimits,
    private readonly repository: AccountsRepository,
    private readonly accounts: AccountsService,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly files: AvatarFiles,
    private readonly links: MailedLinks,
  ) {}

  async read(actor: Actor): Promise<OwnAccount> {
    requireOnPlatform(actor, 'account.read-own');
    return ownAccountOf(await this.own(actor));
  }

  async edit(actor: Actor, input: z.output<typeof editAccountInput>): Promise<OwnAccount> {
    requireOnPlatform(actor, 'account.edit-own');
    if (input.timeZone !== undefined) assertTimeZone(input.timeZone);
    if (Object.keys(input).length === 0) return this.read(actor);
    return ownAccountOf(await this.accounts.change(actor, actor.accountId, () => input));
  }

  async setAvatar(actor: Actor, image: Buffer | undefined): Promise<OwnAccount> {
    requireOnPlatform(actor, 'account.set-avatar');
    await this.accounts.setAvatarOf(actor.accountId, image, actor);
    return this.read(actor);
  }

  async removeAvatar(actor: Actor): Promise<OwnAccount> {
    requireOnPlatform(actor, 'account.set-avatar');
    await this.accounts.removeAvatarOf(actor.accountId, actor);
    return this.read(actor);
  }

  /** Anybody's face, for anybody: pages before the sign-in show who is there. */
  async avatar(actor: Actor | undefined, { id, hash }: { id: string; hash: string }): Promise<Buffer> {
    requireOnPlatform(actor, 'account.see-avatar');
    const image = await this.files.read(id, hash);
    if (image === null) throw new NotFoundError();
    return image;
  }

  /** The device that asks stays signed in; the others are not. */
  async changePassword(actor: Actor, { current, next }: z.output<typeof changePasswordInput>): Promise<void> {
    requireOnPlatform(actor, 'account.change-password');
    const { accountId } = actor;
    await this.limits.consume('change-password', accountId, TRIES);
    const account = await this.own(actor);
    if (!(await this.passwords.verify(account.passwordHash, current))) throw new WrongPasswordError();
    await this.limits.reset('change-password', accountId);
    assertStrong(next, [account.name, account.email ?? '']);
    const passwordHash = await this.passwords.hash(next);
    await this.log.change(actor, [accountStream(accountId)], async (change) => {
      await this.repository.update(accountId, { passwordHash }, change.sql);
      await this.sessions.endOthersIn(change, accountId, actor.sessionId, 'password');
    });
  }

  async requestMentor(actor: Actor, { why }: z.output<typeof mentorRequestInput>): Promise<OwnAccount> {
    requireOnPlatform(actor, 'account.request-mentor');
    const asked = { mentor: 'requested', mentorWhy: why } as const;
    const row = await this.accounts.change(actor, actor.accountId, (own) =>
      own.mentor === 'granted' ? { mentor: own.mentor } : asked,
    );
    return ownAccountOf(row);
  }

  /** A guest becomes a person: the same account, the same session, and everything stays. */
  async becomePerson(actor: Actor, input: z.output<typeof upgradeGuestInput>): Promise<Session> {
    requireOnPlatform(actor, 'account.become-person');
    if ((await this.registration.mode()) === 'closed') throw new RegistrationClosedError();
    if (input.ageBand === 'under-16') throw new TooYoungError();
    assertStrong(input.password, [actor.name, input.email]);
    const passwordHash = await this.passwords.hash(input.password);
    const terms = { termsVersion: LEGAL_VERSION, termsAcceptedAt: this.clock.now() };
    const { email, ageBand } = input;
    const person = { kind: 'person', guestOf: null, email, passwordHash, ageBand, ...terms } as const;
    try {
      const row = await this.accounts.change(actor, actor.accountId, async (guest, { sql }) => {
        if (guest.kind !== 'guest') throw new NotAllowedError();
        await this.links.postVerification(sql, { id: guest.id, email });
        return person;
      });
      return this.sessions.again(row, actor);
    } catch (error) {
      throw emailTaken(error) ?? error;
    }
  }

  private async own(actor: Actor): Promise<AccountRow> {
    const row = await this.repository.byId(actor.accountId);
    if (row === undefined) throw new NotSignedInError();
    return row;
  }
}
