import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-local';
import type { Limit } from '../../platform/http/rate-limits.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { BannedError, WrongCredentialsError } from './accounts.errors.js';
import { AccountsRepository, type AccountRow } from './accounts.repository.js';
import { passportAnswer } from './passport-answer.js';
import { Passwords } from './passwords.js';

const TRIES: Limit = { points: 10, durationSec: 10 * 60 };
const LIMIT = 'sign-in';

/** Address and password. */
@Injectable()
export class SignInStrategy extends PassportStrategy(Strategy, 'sign-in') {
  constructor(
    private readonly repository: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly limits: RateLimits,
  ) {
    super({ usernameField: 'email', passwordField: 'password', session: false });
  }

  // A register of its own: see passport-answer.ts.
  getPassportInstance(): passport.Authenticator {
    return new passport.Passport();
  }

  async accountFor(input: { email: string; password: string }): Promise<AccountRow> {
    const account = await passportAnswer<AccountRow>(this, { body: input });
    if (account === null) throw new WrongCredentialsError();
    return account;
  }

  /** Tries are counted before the work, by address of the account, so that many at once do not slip through. */
  async validate(email: string, password: string): Promise<AccountRow> {
    await this.limits.consume(LIMIT, email, TRIES);
    const account = await this.repository.byEmail(email);
    const right = await this.passwords.verify(account?.passwordHash ?? null, password);
    if (account === undefined || !right) throw new WrongCredentialsError();
    await this.limits.reset(LIMIT, email);
    if (account.bannedAt !== null) throw new BannedError(account.banReason);
    return account;
  }
}
