import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor/actor.js';
import { RateLimits, type Limit } from '../../../platform/http/rate-limits.js';
import { NotSignedInError, WrongPasswordError } from '../accounts.errors.js';
import { AccountsRepository } from '../accounts.repository.js';
import { Passwords } from '../passwords.js';

const TRIES: Limit = { points: 10, durationSec: 10 * 60 };

/** An open session is not enough for what takes everything along or away. */
@Injectable()
export class ConfirmedPassword {
  constructor(
    private readonly limits: RateLimits,
    private readonly repository: AccountsRepository,
    private readonly passwords: Passwords,
  ) {}

  async confirm({ accountId }: Actor, password: string): Promise<void> {
    await this.limits.consume('confirm-password', accountId, TRIES);
    const account = await this.repository.byId(accountId);
    if (account === undefined) throw new NotSignedInError();
    if (!(await this.passwords.verify(account.passwordHash, password))) throw new WrongPasswordError();
    await this.limits.reset('confirm-password', accountId);
  }
}
