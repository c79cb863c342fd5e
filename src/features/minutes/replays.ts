import { Injectable } from '@nestjs/common';
import { REPLAY_PAGE, type ReplayPage } from '../../contract/minutes.contract.js';
import type { RecordedCaptionsPage, RecordedMeeting } from '../../contract/recordings.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { StoredEvent } from '../../platform/event-log/event-log.types.js';
import { ChatService } from '../chat/chat.service.js';
import { roomStream } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { StageService } from '../stage/stage.service.js';
import { MinutesRepository } from './minutes.repository.js';
import { MinutesService } from './minutes.service.js';

/** A meeting once more: its stretch of the room's stream, page by page, and who sat at the table. */
@Injectable()
export class Replays {
  constructor(
    private readonly minutes: MinutesService,
    private readonly repository: MinutesRepository,
    private readonly rooms: RoomsService,
    private readonly chat: ChatService,
    private readonly log: EventLog,
    private readonly stage: StageService,
  ) {}

  async page(
    actor: Actor,
    { roomId, meetingId, after }: { roomId: string; meetingId: string; after: number | undefined },
  ): Promise<ReplayPage> {
    const row = await this.minutes.existing(actor, { roomId, meetingId });
    const sql = this.repository.pool;
    const first = after === undefined;
    const since = Math.max(after ?? 0, row.from_seq);
    const { events } = await this.log.read(roomStream(roomId), since, REPLAY_PAGE);
    const inside = events.filter(({ seq }) => seq <= row.to_seq);
    const last = inside.at(-1)?.seq ?? row.to_seq;
    const meeting = await this.rooms.records.meeting(sql, roomId, meetingId);
    const stays = first ? await this.rooms.records.stays(sql, meetingId) : [];
    const unseen = await this.chat.unseen(sql, roomId, { after: row.from_seq, upTo: row.to_seq });
    return {
      from: row.from_seq,
      to: row.to_seq,
      startedAt: meeting?.startedAt ?? '',
      endedAt: meeting?.endedAt ?? '',
      stays: stays.map(({ person, from, to }) => ({ person, from: from.toISOString(), to: to.toISOString() })),
      events: inside.map((event) => this.shown(event, unseen)),
      next: last < row.to_seq ? last : null,
    };
  }

  /** Its recordings, for whom its minutes are for. */
  async recordings(actor: Actor, of: { roomId: string; meetingId: string }): Promise<RecordedMeeting> {
    await this.minutes.existing(actor, of);
    return this.stage.recordings.ofMeeting(actor, of.roomId, of.meetingId);
  }

  /** What was said as text in one of them. */
  async captions(
    actor: Actor,
    of: { roomId: string; meetingId: string; recordingId: string },
    after: number,
  ): Promise<RecordedCaptionsPage> {
    await this.minutes.existing(actor, of);
    return this.stage.recordings.captionsOf(of, after);
  }

  /** What is hidden now was not hidden then: its words are shown to nobody, as in the chat itself. */
  private shown(event: StoredEvent, unseen: ReadonlySet<string>): ReplayPage['events'][number] {
    const { seq, type, subject, actor, at } = event;
    const hide = subject !== null && unseen.has(subject) && !event.erased;
    const blank = hide ? this.log.definitionOf(type).blank : undefined;
    const payload = (blank ? blank(event.payload as never) : event.payload) as Record<string, unknown>;
    return { seq, type, subject, actor, at: at.toISOString(), payload };
  }
}
