import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../../platform/personal-data/personal-data.js';
import { AccountsRepository } from '../accounts.repository.js';
import { AvatarFiles } from '../avatar-files.js';
import { DeparturesRepository } from './departures.repository.js';

/** What the account itself has: it goes with the deletion, which is its own. */
@Injectable()
export class AccountPart implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly accounts: AccountsRepository,
    private readonly departures: DeparturesRepository,
    private readonly files: AvatarFiles,
  ) {}

  onModuleInit(): void {
    const { accounts, departures, files } = this;
    this.data.contribute({
      name: 'account',
      async *pieces(accountId) {
        const own = await departures.own(accountId);
        yield { path: 'account.json', json: own?.account };
        yield { path: 'devices.json', json: own?.sessions };
        yield { path: 'access-tokens.json', json: own?.tokens };
        yield { path: 'accounts-elsewhere.json', json: own?.identities };
        const avatar = (await accounts.byId(accountId))?.avatar;
        if (avatar) yield { path: 'photo.webp', bytes: () => files.stream(avatar) };
      },
    });
  }
}
