import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  MeetingDetail,
  meetingsQuery,
  PastMeetings,
  UpcomingMeetings,
  WaitingPeople,
} from '../../../contract/meetings.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { RoomDoor } from '../room-door.js';
import { meetingViewOf, type MeetingRow } from './meeting.view.js';
import { meetingNotFound } from './meetings.errors.js';
import { MeetingsRepository } from './meetings.repository.js';

const AHEAD_MS = 48 * 60 * 60_000;

/** Reading meetings. What changes them is in `plan-meetings.ts` and `run-meetings.ts`. */
@Injectable()
export class MeetingsService {
  constructor(
    private readonly door: RoomDoor,
    private readonly repository: MeetingsRepository,
    private readonly clock: Clock,
  ) {}

  async time(actor: Actor, { roomId }: { roomId: string }): Promise<{ now: string }> {
    await this.door.require(actor, roomId, 'room.read');
    return { now: this.clock.now().toISOString() };
  }

  async past(
    actor: Actor,
    { roomId, before, limit }: z.output<typeof meetingsQuery> & { roomId: string },
  ): Promise<PastMeetings> {
    await this.door.require(actor, roomId, 'room.read');
    const rows = await this.repository.past(roomId, before === undefined ? null : new Date(before), limit + 1);
    const meetings = rows.slice(0, limit).map(meetingViewOf);
    return { meetings, next: rows.length > limit ? (meetings.at(-1)?.startsAt ?? null) : null };
  }

  async detail(actor: Actor, { roomId, meetingId }: { roomId: string; meetingId: string }): Promise<MeetingDetail> {
    await this.door.require(actor, roomId, 'room.read');
    const row = await this.existing(roomId, meetingId);
    return { meeting: meetingViewOf(row), people: await this.repository.peopleWhoAnswered(meetingId) };
  }

  async waiting(actor: Actor, { roomId, meetingId }: { roomId: string; meetingId: string }): Promise<WaitingPeople> {
    await this.door.require(actor, roomId, 'meeting.admit');
    await this.existing(roomId, meetingId);
    const people = await this.repository.waiting(this.repository.pool, meetingId);
    return { people: people.map(({ person, since }) => ({ person, since: since.toISOString() })) };
  }

  async upcoming(actor: Actor): Promise<UpcomingMeetings> {
    const until = new Date(this.clock.epochMs() + AHEAD_MS);
    const rows = await this.repository.upcoming(actor.accountId, until);
    return {
      meetings: rows.map((row) => ({
        meeting: meetingViewOf(row),
        room: { id: row.room_id, title: row.room_title },
        answer: row.answer,
      })),
    };
  }

  /** For whoever reads one meeting: the row, or `not-found`. */
  async existing(roomId: string, meetingId: string): Promise<MeetingRow> {
    const row = await this.repository.meeting(this.repository.pool, roomId, meetingId);
    if (!row) throw meetingNotFound();
    return row;
  }
}
