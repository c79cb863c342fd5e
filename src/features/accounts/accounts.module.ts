import { Module } from '@nestjs/common';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { AccountListeners } from './account-listeners.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { AdminPeopleController } from './admin-people.controller.js';
import { AvatarFiles } from './avatar-files.js';
import { Avatars } from './avatars.js';
import { LiveActors } from './live-actors.js';
import { OwnAccounts } from './own-account.js';
import { Passwords } from './passwords.js';
import { PeopleAdmin } from './people-admin.js';
import { Registration } from './registration.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { SetupCode } from './setup-code.js';
import { SignInStrategy } from './sign-in.strategy.js';

@Module({
  controllers: [AccountsController, SessionController, AdminPeopleController],
  providers: [
    AccessTokenStrategy,
    AccountListeners,
    AccountsRepository,
    AccountsService,
    AvatarFiles,
    Avatars,
    LiveActors,
    OwnAccounts,
    Passwords,
    PeopleAdmin,
    Registration,
    Sessions,
    SetupCode,
    SignInStrategy,
  ],
  exports: [AccountsService, SetupCode],
})
export class AccountsModule {}
