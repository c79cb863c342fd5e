import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import { ProfilesRepository } from './profiles.repository.js';
import { ownProfileOf } from './profiles.view.js';

/** What profiles keep about a person: all of it goes with them, and so do the ties of others to them. */
@Injectable()
export class PersonalProfile implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly repository: ProfilesRepository,
  ) {}

  onModuleInit(): void {
    const { repository } = this;
    this.data.contribute({
      name: 'profile',
      async *pieces(accountId) {
        const row = await repository.own(accountId);
        yield { path: 'profile.json', json: row && ownProfileOf(row) };
        yield { path: 'followed.json', json: await repository.followed(accountId) };
        yield { path: 'blocked.json', json: await repository.blocked(accountId) };
      },
      forget: (sql, accountId) => repository.forget(accountId, sql),
    });
  }
}
