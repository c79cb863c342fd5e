import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventLog } from '../../platform/event-log/event-log.js';
import { lastSeqBy } from '../../platform/event-log/events-after.js';
import type { NewEvent, ProjectorChange, StoredEvent } from '../../platform/event-log/event-log.types.js';
import { roomIdOf } from '../rooms/rooms.events.js';
import { minutesEventDefinitions } from './minutes.events.js';
import { MinutesRepository } from './minutes.repository.js';

const OF_MEETINGS = ['meetings.meeting-started', 'meetings.agenda-moved', 'meetings.meeting-ended'] as const;
type OfMeeting = StoredEvent<(typeof OF_MEETINGS)[number]>;

/** Follows meetings from their beginning to their end, and makes minutes of those that have been held. */
@Injectable()
export class MinutesListeners implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly repository: MinutesRepository,
  ) {}

  onModuleInit(): void {
    this.log.defineEvents(minutesEventDefinitions);
    this.log.listen({
      kind: 'projector',
      name: 'minutes',
      types: OF_MEETINGS,
      from: 'start',
      onFailure: 'skip',
      apply: (change, events) => this.apply(change, events as readonly OfMeeting[]),
    });
    // In the transaction of the deletion itself.
    this.log.project({
      types: ['chat.message-deleted'],
      apply: (sql, events) =>
        this.repository.forgetWords(
          sql,
          (events as readonly StoredEvent<'chat.message-deleted'>[]).map(({ payload }) => payload.messageId),
        ),
    });
  }

  private async apply(change: ProjectorChange, events: readonly OfMeeting[]): Promise<void> {
    const made: NewEvent[] = [];
    for (const { type, stream, seq, at, payload } of events) {
      const { meeting } = payload;
      const roomId = roomIdOf(stream);
      if (type === 'meetings.meeting-started') {
        await this.repository.begin(change.sql, roomId, meeting.id, seq);
        if (meeting.step !== null) await this.step(change, meeting.id, meeting.step, at);
      } else if (type === 'meetings.agenda-moved') {
        if (meeting.step !== null) await this.step(change, meeting.id, meeting.step, at);
      } else {
        // A drop-in meeting has no fact of its beginning.
        const since = await lastSeqBy(change.sql, stream, new Date(meeting.startedAt ?? meeting.startsAt));
        await this.repository.end(change.sql, roomId, meeting.id, { since, seq });
        const payload = { meetingId: meeting.id };
        made.push({ stream, type: 'minutes.minutes-made', subject: meeting.id, payload, actor: null });
      }
    }
    if (made.length > 0) await change.append(made);
  }

  private step({ sql }: ProjectorChange, meetingId: string, step: number, at: Date): Promise<void> {
    return this.repository.addStep(sql, meetingId, { at: at.toISOString(), step });
  }
}
