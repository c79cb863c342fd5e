import { Injectable } from '@nestjs/common';
import type { MeetingView } from '../../../contract/meetings.contract.js';
import type { PersonCard, RoomRole } from '../../../contract/words.js';
import type { Sql } from '../../../platform/database/sql.js';
import { personCardOf } from '../rooms.view.js';
import { AttendanceSheetRepository, type StayRow } from './attendance-sheet.repository.js';
import { timeSpent } from './attendance-times.js';
import { meetingViewOf } from './meeting.view.js';
import { MeetingsRepository } from './meetings.repository.js';

/** Somebody at a meeting, from when to when. */
export interface Stay {
  readonly person: PersonCard;
  readonly from: Date;
  readonly to: Date;
}
/** What somebody's stays come to: two devices at once count once, a gap does not count. */
export interface Attendance {
  person: PersonCard;
  role: RoomRole | null;
  firstAt: string;
  lastAt: string;
  seconds: number;
  visits: number;
}

/** What is kept of a meeting, for other parts of the house: its view, and who was there. Asks nobody's rights. */
@Injectable()
export class MeetingRecords {
  constructor(
    private readonly repository: MeetingsRepository,
    private readonly sheets: AttendanceSheetRepository,
  ) {}

  async meeting(sql: Sql, roomId: string, meetingId: string): Promise<MeetingView | null> {
    const row = await this.repository.meeting(sql, roomId, meetingId);
    return row && meetingViewOf(row);
  }

  async stays(sql: Sql, meetingId: string): Promise<Stay[]> {
    const rows = await this.sheets.stays(sql, meetingId);
    return rows.map((row) => ({ person: personCardOf(row), from: row.from, to: row.to }));
  }

  /** The longest first. */
  async attendance(sql: Sql, meetingId: string): Promise<Attendance[]> {
    const stays = await this.sheets.stays(sql, meetingId);
    const people = [...Map.groupBy(stays, (stay) => stay.account_id).values()].flatMap(lineOf);
    return people.sort((one, other) => other.seconds - one.seconds || one.person.name.localeCompare(other.person.name));
  }
}

function lineOf(stays: readonly StayRow[]): Attendance[] {
  const [first] = stays;
  if (!first) return [];
  const times = stays.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }));
  return [
    {
      person: personCardOf(first),
      role: first.role,
      firstAt: new Date(Math.min(...times.map(({ from }) => from))).toISOString(),
      lastAt: new Date(Math.max(...times.map(({ to }) => to))).toISOString(),
      seconds: Math.round(timeSpent(times) / 1000),
      visits: stays.length,
    },
  ];
}
