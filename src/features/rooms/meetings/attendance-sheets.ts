import { Injectable } from '@nestjs/common';
import type { AttendanceSheet, MeetingView } from '../../../contract/meetings.contract.js';
import type { CommandParsed } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { RoomDoor } from '../room-door.js';
import { AttendanceSheetRepository } from './attendance-sheet.repository.js';
import { meetingIn } from './meeting-facts.js';
import { MeetingRecords } from './meeting-records.js';
import { meetingViewOf } from './meeting.view.js';
import { meetingOver, notThere, notYet } from './meetings.errors.js';
import { MeetingsRepository } from './meetings.repository.js';
import { MeetingsService } from './meetings.service.js';
import { csvOf } from '../../../platform/http/csv.js';

/** Fewer would tell who said what. */
const FEWEST_RATINGS = 3;
const ASKED_FOR_MS = 24 * 60 * 60_000;

/** What is left of a meeting: who was there for how long, and what they thought of it. */
@Injectable()
export class AttendanceSheets {
  constructor(
    private readonly door: RoomDoor,
    private readonly meetings: MeetingsService,
    private readonly repository: MeetingsRepository,
    private readonly sheets: AttendanceSheetRepository,
    private readonly records: MeetingRecords,
    private readonly clock: Clock,
  ) {}

  async sheet(actor: Actor, { roomId, meetingId }: { roomId: string; meetingId: string }): Promise<AttendanceSheet> {
    await this.door.require(actor, roomId, 'meeting.see-attendance');
    const row = await this.meetings.existing(roomId, meetingId);
    const people = await this.records.attendance(this.sheets.sql, meetingId);
    return { meeting: meetingViewOf(row), people, ratings: await this.ratings(meetingId) };
  }

  async csv(actor: Actor, input: { roomId: string; meetingId: string }): Promise<string> {
    const { people } = await this.sheet(actor, input);
    const head = ['name', 'kind', 'role', 'first', 'last', 'minutes', 'visits'];
    const lines = people.map(({ person, role, firstAt, lastAt, seconds, visits }) => [
      person.name,
      person.kind,
      role ?? '',
      firstAt,
      lastAt,
      (seconds / 60).toFixed(1),
      String(visits),
    ]);
    return csvOf([head, ...lines]);
  }

  // --- ratings
  async rate(
    actor: Actor,
    { roomId, meetingId, stars, word }: CommandParsed<'meetings:rate'>,
  ): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'meeting.rate' }, async (room) => {
      const { sql } = room.change;
      const row = await meetingIn(room, this.repository, meetingId);
      if (row.state === 'cancelled') throw meetingOver();
      if (row.state !== 'ended') throw notYet();
      if (!(await this.sheets.wasThere(sql, meetingId, actor.accountId))) throw notThere();
      const first = await this.sheets.hasRated(sql, meetingId, actor.accountId);
      if (first && stars !== null) await this.sheets.addRating(sql, meetingId, stars, word);
      return {};
    });
  }

  async unrated(actor: Actor, roomId: string): Promise<{ meeting: MeetingView | null }> {
    await this.door.require(actor, roomId, 'meeting.rate');
    const since = new Date(this.clock.epochMs() - ASKED_FOR_MS);
    const row = await this.sheets.unrated(roomId, actor.accountId, since);
    return { meeting: row && meetingViewOf(row) };
  }

  private async ratings(meetingId: string): Promise<AttendanceSheet['ratings']> {
    const rows = await this.sheets.ratings(meetingId);
    if (rows.length < FEWEST_RATINGS) return { count: rows.length, average: null, words: [] };
    const average = rows.reduce((sum, { stars }) => sum + stars, 0) / rows.length;
    return {
      count: rows.length,
      average: Math.round(average * 10) / 10,
      words: rows.flatMap(({ word }) => word || []).sort(),
    };
  }
}
