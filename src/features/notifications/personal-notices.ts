import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import { NoticesRepository } from './notices.repository.js';
import { noticeViewOf, preferencesOf } from './notifications.view.js';
import { PreferencesRepository } from './preferences.repository.js';

/** The inbox of a person and what they chose to hear of: theirs to take along, and gone with them. */
@Injectable()
export class PersonalNotices implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly notices: NoticesRepository,
    private readonly preferences: PreferencesRepository,
  ) {}

  onModuleInit(): void {
    const { notices, preferences } = this;
    this.data.contribute({
      name: 'notices',
      async *pieces(accountId) {
        const found = [];
        for (let before: string | undefined, more = true; more;) {
          const page = await notices.page(accountId, { filter: 'all', before });
          found.push(...page.map(noticeViewOf));
          before = page.at(-1)?.id;
          more = page.length > 0;
        }
        yield { path: 'notices.json', json: found };
        const chosen = await preferences.of(accountId);
        yield { path: 'notice-preferences.json', json: chosen && preferencesOf(chosen) };
      },
      forget: async (sql, accountId) => {
        await notices.forgetAll(sql, accountId);
        await preferences.forget(sql, accountId);
      },
    });
  }
}
