import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Language } from '../../../contract/words.js';
import { markup, type Html } from '../../../platform/archive/html.js';
import { MeetingRecords } from '../meetings/meeting-records.js';
import { meetingViewOf } from '../meetings/meeting.view.js';
import { MeetingsRepository } from '../meetings/meetings.repository.js';
import type { CopiedRoom } from './copied-room.js';
import { CopiesRepository } from './copies.repository.js';
import { RoomCopies } from './room-copies.js';

/** The form of the files beside the page; who reads them can tell an older one. */
const FORM = 1;
const WORDS = {
  es: {
    people: 'Personas',
    meetings: 'Encuentros',
    meeting: 'Encuentro',
    cancelled: 'Cancelado',
    gone: 'ya no está',
    came: 'Estuvieron',
  },
  en: {
    people: 'People',
    meetings: 'Meetings',
    meeting: 'Meeting',
    cancelled: 'Cancelled',
    gone: 'not there any more',
    came: 'Were there',
  },
} as const;
const titled = (word: 'people' | 'meetings'): Record<Language, string> => ({ es: WORDS.es[word], en: WORDS.en[word] });

/** The room itself, its people and its meetings. */
@Injectable()
export class RoomsParts implements OnModuleInit {
  constructor(
    private readonly copies: RoomCopies,
    private readonly repository: CopiesRepository,
    private readonly meetings: MeetingsRepository,
    private readonly records: MeetingRecords,
  ) {}

  onModuleInit(): void {
    const { repository } = this;
    const meetingsOf = (room: CopiedRoom) => this.meetingsOf(room);
    this.copies.contribute({
      name: 'people',
      async *pieces({ id, view, actor, takenAt, from, upTo }) {
        const taken = { at: takenAt, by: { id: actor.accountId, name: actor.name }, from, upTo };
        yield { path: 'room.json', json: { form: FORM, room: view, taken } };
        yield { path: 'people.json', json: await repository.people(id) };
      },
      section: { title: titled('people'), body: (room) => this.peopleOnPage(room) },
    });
    this.copies.contribute({
      name: 'meetings',
      async *pieces(room) {
        if (room.view.kind === 'direct') return;
        const meetings = [];
        for await (const meeting of meetingsOf(room)) meetings.push(meeting);
        yield { path: 'meetings.json', json: meetings };
      },
      section: { title: titled('meetings'), body: (room) => this.meetingsOnPage(room) },
    });
  }

  /** None in a direct room, where who was there when is nobody's to see; and who was there alone held none. */
  private async *meetingsOf({ id, view }: CopiedRoom) {
    for (const row of view.kind === 'direct' ? [] : await this.meetings.all(id)) {
      const attendance = await this.records.attendance(this.repository.sql, row.id);
      if (row.form === 'scheduled' || attendance.length > 1) yield { ...meetingViewOf(row), attendance };
    }
  }

  private async *peopleOnPage({ id, language }: CopiedRoom): AsyncIterable<Html> {
    const lines = (await this.repository.people(id)).map(
      ({ name, kind, state }) =>
        markup`<li>${name}${kind === 'bot' ? ' (IA)' : ''} ${
          state === 'member' ? null : markup`<span class="quiet">${WORDS[language].gone}</span>`
        }</li>`,
    );
    yield markup`<ul class="people">${lines}</ul>`;
  }

  private async *meetingsOnPage(room: CopiedRoom): AsyncIterable<Html> {
    const words = WORDS[room.language];
    const { day, clock } = room.when;
    for await (const { state, title, about, startedAt, startsAt, attendance } of this.meetingsOf(room)) {
      const at = startedAt ?? startsAt;
      const came = attendance.map(({ person }) => person.name).join(', ');
      yield markup`<article class="card">
        <h3>${title || words.meeting}</h3>
        <p class="quiet">${day(at)}, ${clock(at)}${state === 'cancelled' ? `. ${words.cancelled}` : ''}</p>
        ${about === '' ? null : markup`<p class="words">${about}</p>`}
        ${came === '' ? null : markup`<p>${words.came}: ${came}</p>`}
      </article>`;
    }
  }
}
