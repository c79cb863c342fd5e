import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

interface OwnRooms {
  rooms: unknown;
  answers: unknown;
  visits: unknown;
}

/** What rooms keep about one person. What they rated is nobody's: the tables do not know. */
@Injectable()
export class PersonalRoomsRepository {
  readonly #sql: Sql;

  constructor(source: DataSource) {
    this.#sql = sqlOf(source);
  }

  async own(accountId: string): Promise<OwnRooms | undefined> {
    const [row] = await this.#sql.query<OwnRooms>(
      `select (select coalesce(jsonb_agg(jsonb_build_object('roomId', r.id, 'kind', r.kind, 'title', r.title, 'role', m.role,
                   'state', m.state, 'joinedAt', m.joined_at, 'endedAt', m.ended_at) order by m.joined_at), '[]')
                 from memberships m join rooms r on r.id = m.room_id where m.account_id = $1) as rooms,
              (select coalesce(jsonb_agg(jsonb_build_object('meetingId', e.id, 'roomId', e.room_id, 'title', e.title,
                   'startsAt', e.starts_at, 'answer', a.answer, 'at', a.at) order by a.at), '[]')
                 from meeting_answers a join meetings e on e.id = a.meeting_id where a.account_id = $1) as answers,
              (select coalesce(jsonb_agg(jsonb_build_object('roomId', v.room_id, 'meetingId', v.meeting_id, 'from', v.started_at,
                   'until', coalesce(v.ended_at, v.seen_until)) order by v.started_at), '[]')
                 from visits v where v.account_id = $1) as visits`,
      [accountId],
    );
    return row;
  }

  /** Who takes a room over: the co-host there longest, or whoever takes part longest; the public comes last. */
  async successor(sql: Sql, roomId: string, accountId: string): Promise<string | null> {
    const [row] = await sql.query<{ id: string }>(
      `select account_id as id from memberships where room_id = $1 and account_id <> $2 and state = 'member' and kind = 'person'
        order by array_position(array['host', 'co-host', 'judge', 'learner', 'spectator'], role), joined_at, account_id limit 1`,
      [roomId, accountId],
    );
    return row?.id ?? null;
  }

  /** Links they made let nobody in any more, and their calendars are nobody's. */
  async forget(sql: Sql, accountId: string): Promise<void> {
    await sql.query('update invites set revoked_at = now() where created_by = $1 and revoked_at is null', [accountId]);
    await sql.query('delete from meeting_calendars where account_id = $1', [accountId]);
  }
}
