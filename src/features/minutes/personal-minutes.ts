import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import { PersonalMinutesRepository } from './personal-minutes.repository.js';

/** What somebody wrote by hand into minutes: theirs to take along. The minutes themselves are the room's, and stay. */
@Injectable()
export class PersonalMinutes implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly repository: PersonalMinutesRepository,
  ) {}

  onModuleInit(): void {
    const { repository } = this;
    this.data.contribute({
      name: 'minutes',
      async *pieces(accountId) {
        yield { path: 'minutes.jsonl', rows: repository.written(accountId) };
      },
      eraseTexts: async (accountId) => {
        await repository.erase(accountId);
        return false;
      },
    });
  }
}
