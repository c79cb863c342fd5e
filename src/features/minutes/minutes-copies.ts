import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MinutesView } from '../../contract/minutes.contract.js';
import { linked, markup } from '../../platform/archive/html.js';
import { ChatService } from '../chat/chat.service.js';
import { RoomsService, type CopiedRoom } from '../rooms/rooms.service.js';
import { MinutesBreakouts } from './minutes-breakouts.js';
import { markdownOf } from './minutes-markdown.js';
import { MinutesRepository } from './minutes.repository.js';
import { minutesOf } from './minutes.view.js';

/** Published minutes as everybody reads them, for who takes a room along: what its host left out stays out. */
@Injectable()
export class MinutesCopies implements OnModuleInit {
  constructor(
    private readonly repository: MinutesRepository,
    private readonly rooms: RoomsService,
    private readonly chat: ChatService,
    private readonly breakouts: MinutesBreakouts,
  ) {}

  onModuleInit(): void {
    const published = (room: CopiedRoom) => this.published(room);
    this.rooms.contributeToCopies({
      name: 'minutes',
      async *pieces(room) {
        for await (const view of published(room)) {
          const name = `minutes/${(view.meeting.startedAt ?? view.meeting.startsAt).slice(0, 10)}-${view.meeting.id}`;
          const { mayEdit: _mayEdit, hidden: _hidden, ...shown } = view;
          yield { path: `${name}.json`, json: shown };
          yield { path: `${name}.md`, text: asText(markdownOf(view, room.language, room.timeZone)) };
        }
      },
      section: {
        title: { es: 'Actas', en: 'Minutes' },
        async *body(room) {
          for await (const view of published(room)) {
            const text = markdownOf(view, room.language, room.timeZone).replace(/\\([\\`*_[\]<>#|~])/g, '$1');
            yield markup`<article class="card"><div class="words">${linked(text)}</div></article>`;
          }
        },
      },
    });
  }

  private async *published({ id, from, upTo }: CopiedRoom): AsyncIterable<MinutesView> {
    const { pool } = this.repository;
    const { records } = this.rooms;
    for (const row of await this.repository.published(pool, id)) {
      const { from_seq: after, to_seq: last, meeting_id: meetingId } = row;
      const meeting = await records.meeting(pool, id, meetingId);
      if (!meeting || after + 1 < from || last > upTo) continue;
      const notes = await this.chat.noted(pool, id, { after, upTo: last });
      const words = await this.repository.words(pool, meetingId);
      const people = await records.attendance(pool, meetingId);
      const breakouts = await this.breakouts.ofMeeting(pool, meetingId);
      const publishedBy = row.published_by === null ? null : await this.rooms.cardIn(id, row.published_by);
      yield minutesOf({ row, meeting, people, ...notes, words, breakouts, publishedBy, mayEdit: false });
    }
  }
}

async function* asText(text: string): AsyncIterable<string> {
  yield text;
}
