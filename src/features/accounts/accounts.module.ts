import { Module } from '@nestjs/common';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { AccountListeners } from './account-listeners.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService } from './accounts.service.js';
import { AdminPeopleController } from './admin-people.controller.js';
import { AvatarFiles } from './avatar-files.js';
import { ApiTokens } from './api-tokens/api-tokens.js';
import { ApiTokensController } from './api-tokens/api-tokens.controller.js';
import { ApiTokensRepository } from './api-tokens/api-tokens.repository.js';
import { Avatars } from './avatars.js';
import { HubFactsRepository } from './hub-facts.repository.js';
import { Elsewhere } from './identities/elsewhere.js';
import { Identities } from './identities/identities.js';
import { IdentitiesController } from './identities/identities.controller.js';
import { IdentitiesRepository } from './identities/identities.repository.js';
import { AccountDeletion } from './leaving/account-deletion.js';
import { AccountExports } from './leaving/account-export.js';
import { AccountPart } from './leaving/account-part.js';
import { ConfirmedPassword } from './leaving/confirmed-password.js';
import { DeparturesRepository } from './leaving/departures.repository.js';
import { LeavingController } from './leaving/leaving.controller.js';
import { LiveActors } from './live-actors.js';
import { MailAdmin } from './mail-admin/mail-admin.js';
import { MailAdminController } from './mail-admin/mail-admin.controller.js';
import { AddressProof } from './mailed-links/address-proof.js';
import { AddressProofController } from './mailed-links/address-proof.controller.js';
import { MailedLinks } from './mailed-links/mailed-links.js';
import { MailedLinksRepository } from './mailed-links/mailed-links.repository.js';
import { OwnAccounts } from './own-account.js';
import { Passwords } from './passwords.js';
import { PeopleAdmin } from './people-admin.js';
import { Registration } from './registration.js';
import { RegistrationController } from './registration.controller.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.js';
import { SetupCode } from './setup-code.js';
import { SignInStrategy } from './sign-in.strategy.js';

@Module({
  controllers: [
    AccountsController,
    AddressProofController,
    AdminPeopleController,
    ApiTokensController,
    IdentitiesController,
    MailAdminController,
    RegistrationController,
    SessionController,
    LeavingController,
  ],
  providers: [
    AccessTokenStrategy,
    AccountDeletion,
    AccountExports,
    AccountListeners,
    AccountPart,
    AccountsRepository,
    AccountsService,
    AddressProof,
    ApiTokens,
    ApiTokensRepository,
    AvatarFiles,
    Avatars,
    HubFactsRepository,
    ConfirmedPassword,
    DeparturesRepository,
    Elsewhere,
    Identities,
    IdentitiesRepository,
    LiveActors,
    MailAdmin,
    MailedLinks,
    MailedLinksRepository,
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
