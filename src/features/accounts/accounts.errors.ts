import { MIN_AGE } from '../../contract/accounts.contract.js';
import { DomainError } from '../../platform/errors/domain-error.js';

export class EmailTakenError extends DomainError {
  constructor() {
    super('accounts/email-taken');
  }
}
/** The same for an unknown address and for a wrong password: it tells nobody who has an account. */
export class WrongCredentialsError extends DomainError {
  constructor() {
    super('accounts/wrong-credentials');
  }
}
export class WrongPasswordError extends DomainError {
  constructor() {
    super('accounts/wrong-password');
  }
}
export class WeakPasswordError extends DomainError {
  constructor() {
    super('accounts/weak-password');
  }
}
export class TooYoungError extends DomainError {
  constructor() {
    super('accounts/too-young', { minAge: MIN_AGE });
  }
}
export class RegistrationClosedError extends DomainError {
  constructor() {
    super('accounts/registration-closed');
  }
}
export class InviteNeededError extends DomainError {
  constructor() {
    super('accounts/invite-needed');
  }
}
export class BannedError extends DomainError {
  constructor(reason: string | null) {
    super('accounts/banned', { reason: reason ?? '' });
  }
}
export class SetupDoneError extends DomainError {
  constructor() {
    super('accounts/setup-done');
  }
}
export class WrongSetupCodeError extends DomainError {
  constructor() {
    super('accounts/wrong-setup-code');
  }
}
export class SessionReusedError extends DomainError {
  constructor() {
    super('accounts/session-reused');
  }
}
export class NotForGuestsError extends DomainError {
  constructor() {
    super('accounts/not-for-guests');
  }
}
export class BadImageError extends DomainError {
  constructor(cause?: unknown) {
    super('accounts/bad-image');
    this.cause = cause;
  }
}
export class LastAdminError extends DomainError {
  constructor() {
    super('accounts/last-admin');
  }
}
export class NotSignedInError extends DomainError {
  constructor() {
    super('not-signed-in');
  }
}
export class NotAllowedError extends DomainError {
  constructor() {
    super('not-allowed');
  }
}
export class NotFoundError extends DomainError {
  constructor() {
    super('not-found');
  }
}
export class UnknownTimeZoneError extends DomainError {
  constructor() {
    super('invalid-input', { field: 'timeZone' });
  }
}
export class LinkExpiredError extends DomainError {
  constructor() {
    super('accounts/link-expired');
  }
}
export class AlreadyVerifiedError extends DomainError {
  constructor() {
    super('accounts/already-verified');
  }
}
/** Too late, or in another browser than the one that began. */
export class ElsewhereLostError extends DomainError {
  constructor() {
    super('oidc/lost');
  }
}
export class IdentityTakenError extends DomainError {
  constructor(provider: string) {
    super('accounts/identity-taken', { provider });
  }
}
export class LastWayInError extends DomainError {
  constructor() {
    super('accounts/last-way-in');
  }
}
export class TooManyTokensError extends DomainError {
  constructor(max: number) {
    super('accounts/too-many-tokens', { max });
  }
}
