import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Sql, sqlOf } from '../../platform/database/sql.js';
import type { NewEvent } from '../../platform/event-log/event-log.types.js';

const PEOPLE_AT_ONCE = 200;
/** When each is said: from so long before the meeting, and not any more when it is this near. */
const REMINDERS = `(values ('meeting-day', interval '24 hours', interval '10 minutes'), ('meeting-soon', interval '10 minutes', interval '0')) as w (what, ahead, least)`;
const COMING = `e.form = 'scheduled' and e.state in ('scheduled', 'waiting')`;

export interface DueReminder {
  meetingId: string;
  roomId: string;
  startsAt: Date;
  what: 'meeting-day' | 'meeting-soon';
  /** The last person who has been told, in the order of their ids. */
  toldTo: string | null;
}

/** Which meetings are near, and how far their rooms have been told. */
@Injectable()
export class RemindersRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  async due(now: Date): Promise<DueReminder[]> {
    return this.#pool.query<DueReminder>(
      `select e.id as "meetingId", e.room_id as "roomId", e.starts_at as "startsAt", w.what, t.told_to as "toldTo"
         from meetings e join ${REMINDERS} on e.starts_at <= $1::timestamptz + w.ahead and e.starts_at > $1::timestamptz + w.least
         left join meeting_reminders t on t.meeting_id = e.id and t.what = w.what and t.starts_at = e.starts_at
        where ${COMING} and t.done is not true order by e.starts_at limit 100`,
      [now],
    );
  }

  /** Members who have not declined, after those who were told. */
  async nextPeople({ meetingId, roomId, toldTo }: DueReminder): Promise<string[]> {
    const rows = await this.#pool.query<{ id: string }>(
      `select m.account_id as id from memberships m
         left join meeting_answers a on a.meeting_id = $1 and a.account_id = m.account_id
        where m.room_id = $2 and m.state = 'member' and m.kind <> 'bot' and a.answer is distinct from 'no'
          and ($3::uuid is null or m.account_id > $3) order by m.account_id limit ${PEOPLE_AT_ONCE}`,
      [meetingId, roomId, toldTo],
    );
    return rows.map(({ id }) => id);
  }

  /** These people are told with this transaction; false where it has been done, or the meeting is not the same any more. */
  async take(sql: Sql, { meetingId, what, startsAt, toldTo }: DueReminder, last: string | null): Promise<boolean> {
    const key = [meetingId, what, startsAt];
    await sql.query(
      `insert into meeting_reminders (meeting_id, what, starts_at) select e.id, $2, e.starts_at from meetings e
        where e.id = $1 and e.starts_at = $3 and ${COMING} on conflict do nothing`,
      key,
    );
    const rows = await sql.query(
      `update meeting_reminders t set told_to = coalesce($5, told_to), done = $5::uuid is null from meetings e
        where t.meeting_id = $1 and t.what = $2 and t.starts_at = $3 and not t.done and t.told_to is not distinct from $4::uuid
          and e.id = t.meeting_id and e.starts_at = t.starts_at and ${COMING} returning t.meeting_id`,
      [...key, toldTo, last],
    );
    return rows.length > 0;
  }

  eventOf({ meetingId, roomId, what, startsAt }: DueReminder, stream: string): NewEvent {
    const payload = { meetingId, roomId, what, startsAt: startsAt.toISOString() };
    return { stream, type: 'notifications.meeting-near', subject: meetingId, payload };
  }
}
