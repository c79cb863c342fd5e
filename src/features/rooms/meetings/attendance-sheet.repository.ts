import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RoomRole } from '../../../contract/words.js';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';
import type { MembershipRow } from '../rooms.view.js';
import type { MeetingRow } from './meeting.view.js';

export interface StayRow extends Pick<MembershipRow, 'account_id' | 'name' | 'kind' | 'avatar'> {
  role: RoomRole | null;
  from: Date;
  to: Date;
}

/** Who was at a meeting, and what they thought of it without who. */
@Injectable()
export class AttendanceSheetRepository {
  constructor(private readonly database: DataSource) {}

  get sql(): Sql {
    return sqlOf(this.database);
  }

  /** An open visit has lasted until it was last seen. */
  async stays(sql: Sql, meetingId: string): Promise<StayRow[]> {
    return sql.query<StayRow>(
      `select v.account_id, m.name, m.kind, m.avatar, case when m.state = 'member' then m.role end as role,
              v.started_at as "from", coalesce(v.ended_at, v.seen_until) as "to"
         from visits v join memberships m on m.room_id = v.room_id and m.account_id = v.account_id
        where v.meeting_id = $1 order by v.started_at limit 20000`,
      [meetingId],
    );
  }

  async ratings(meetingId: string): Promise<{ stars: number; word: string }[]> {
    return this.sql.query('select stars, word from meeting_ratings where meeting_id = $1 order by id limit 5000', [
      meetingId,
    ]);
  }

  /** The latest planned meeting that this person was at and has said nothing about. */
  async unrated(roomId: string, accountId: string, since: Date): Promise<MeetingRow | null> {
    const [row] = await this.sql.query<MeetingRow>(
      `select e.* from meetings e where e.room_id = $1 and e.form = 'scheduled' and e.state = 'ended' and e.ended_at > $3
          and exists (select 1 from visits v where v.meeting_id = e.id and v.account_id = $2)
          and not exists (select 1 from meeting_raters r where r.meeting_id = e.id and r.account_id = $2)
        order by e.ended_at desc limit 1`,
      [roomId, accountId, since],
    );
    return row ?? null;
  }

  async wasThere(sql: Sql, meetingId: string, accountId: string): Promise<boolean> {
    const rows = await sql.query('select 1 from visits where meeting_id = $1 and account_id = $2 limit 1', [
      meetingId,
      accountId,
    ]);
    return rows.length > 0;
  }

  /** False where this person has rated before. */
  async hasRated(sql: Sql, meetingId: string, accountId: string): Promise<boolean> {
    const rows = await sql.query(
      'insert into meeting_raters (meeting_id, account_id) values ($1, $2) on conflict do nothing returning meeting_id',
      [meetingId, accountId],
    );
    return rows.length > 0;
  }

  /** Its id is random throughout: ours would tell the time, and with it who it was. */
  async addRating(sql: Sql, meetingId: string, stars: number, word: string): Promise<void> {
    await sql.query(
      'insert into meeting_ratings (id, meeting_id, stars, word) values (gen_random_uuid(), $1, $2, $3)',
      [meetingId, stars, word],
    );
  }
}
