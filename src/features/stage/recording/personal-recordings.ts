import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../../../platform/personal-data/personal-data.js';
import { RecordedCaptionsRepository } from './recorded-captions.repository.js';
import { RecordedMeetings } from './recorded-meetings.js';
import { RecordedTracksRepository } from './recorded-tracks.repository.js';
import { RecordingsRepository } from './recordings.repository.js';

/** What recordings keep about a person: what they answered, what was recorded of them, and what they said as text. It goes with them. */
@Injectable()
export class PersonalRecordings implements OnModuleInit {
  constructor(
    private readonly data: PersonalData,
    private readonly recorded: RecordedMeetings,
    private readonly repository: RecordingsRepository,
    private readonly tracks: RecordedTracksRepository,
    private readonly captions: RecordedCaptionsRepository,
  ) {}

  onModuleInit(): void {
    const { recorded, repository, tracks, captions } = this;
    this.data.contribute({
      name: 'recordings',
      async *pieces(accountId) {
        yield { path: 'recordings.json', json: await repository.answersOf(accountId) };
        yield { path: 'recordings/captions.jsonl', rows: captions.ofPerson(accountId) };
        for await (const { id, source } of tracks.ofPerson(accountId))
          yield { path: `recordings/${id}-${source}.webm`, bytes: () => recorded.whole(id) };
      },
      forget: async (sql, accountId) => {
        await tracks.forget(sql, accountId);
        await captions.forget(sql, accountId);
        await repository.forgetAnswers(sql, accountId);
      },
    });
  }
}
