import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AttendanceAnswer, EntryState, MeetingView } from '../../../contract/meetings.contract.js';
import type { PersonCard } from '../../../contract/words.js';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';
import type { Reading } from '../../../platform/event-log/readings.js';
import { personCardOf, type MembershipRow } from '../rooms.view.js';
import type { MeetingRow } from './meeting.view.js';

const CHANGING =
  'state, title, about, starts_at, local_start, time_zone, minutes, waiting_room, agenda, step, step_at, started_at, empty_since, ended_at, answers, sequence, changed_at, touched';
const ALL = `id, room_id, form, series_id, ${CHANGING}`;
const PEOPLE_SHOWN = 500;
type Card = Pick<MembershipRow, 'account_id' | 'name' | 'kind' | 'avatar'>;
const CARD = 'm.account_id, m.name, m.kind, m.avatar';

/** Rows of `meetings` and of what people said about coming. Whatever changes them runs with the room's stream locked. */
@Injectable()
export class MeetingsRepository {
  readonly pool: Sql;

  constructor(database: DataSource) {
    this.pool = sqlOf(database);
  }

  async meeting(sql: Sql, roomId: string, id: string): Promise<MeetingRow | null> {
    const [row] = await sql.query<MeetingRow>(`select ${ALL} from meetings where id = $2 and room_id = $1`, [
      roomId,
      id,
    ]);
    return row ?? null;
  }

  /** This one and the later ones of its series that have not begun. */
  async following(sql: Sql, { room_id, series_id, starts_at, id }: MeetingRow): Promise<MeetingRow[]> {
    return sql.query<MeetingRow>(
      `select ${ALL} from meetings where room_id = $1 and state in ('scheduled', 'waiting')
          and (id = $4 or (series_id = $2 and starts_at >= $3)) order by starts_at, id`,
      [room_id, series_id, starts_at, id],
    );
  }

  /** Planned, waiting and live ones that are more than a drop-in, the next first. */
  async current(sql: Sql, roomId: string): Promise<MeetingRow[]> {
    return sql.query<MeetingRow>(
      `select ${ALL} from meetings where room_id = $1 and form = 'scheduled' and state in ('scheduled', 'waiting', 'live') order by starts_at, id`,
      [roomId],
    );
  }

  async past(roomId: string, before: Date | null, limit: number): Promise<MeetingRow[]> {
    return this.pool.query<MeetingRow>(
      `select ${ALL} from meetings where room_id = $1 and state in ('ended', 'cancelled') and ($2::timestamptz is null or starts_at < $2)
        order by starts_at desc, id desc limit $3`,
      [roomId, before, limit],
    );
  }

  /** Of whatever form and state, in the order in which they were to begin. */
  async all(roomId: string): Promise<MeetingRow[]> {
    return this.pool.query<MeetingRow>(
      `select ${ALL} from meetings where room_id = $1 order by coalesce(started_at, starts_at), id`,
      [roomId],
    );
  }

  /** For a calendar: what is to come and what was in the last three months, cancelled ones too. */
  async forCalendar(roomId: string, since: Date): Promise<MeetingRow[]> {
    return this.pool.query<MeetingRow>(
      `select ${ALL} from meetings where room_id = $1 and form = 'scheduled' and starts_at > $2 order by starts_at, id limit 1000`,
      [roomId, since],
    );
  }

  /** In rooms where this person is a member. */
  async upcoming(accountId: string, until: Date): Promise<(MeetingRow & UpcomingPlace)[]> {
    return this.pool.query(
      `select ${ALL.replace(/\w+/g, 'e.$&')}, r.title as room_title, a.answer
         from meetings e join rooms r on r.id = e.room_id and r.state = 'open'
         join memberships m on m.room_id = e.room_id and m.account_id = $1 and m.state = 'member'
         left join meeting_answers a on a.meeting_id = e.id and a.account_id = $1
        where e.form = 'scheduled' and e.state in ('scheduled', 'waiting', 'live') and e.starts_at <= $2
        order by e.starts_at, e.id limit 20`,
      [accountId, until],
    );
  }

  async insert(sql: Sql, rows: readonly MeetingRow[]): Promise<void> {
    await sql.query(`insert into meetings (${ALL}) select ${ALL} from jsonb_populate_recordset(null::meetings, $1)`, [
      JSON.stringify(rows),
    ]);
  }

  async save(sql: Sql, rows: readonly MeetingRow[]): Promise<void> {
    await sql.query(
      `update meetings m set (${CHANGING}) = (select ${CHANGING.replace(/\w+/g, 'x.$&')})
         from jsonb_populate_recordset(null::meetings, $1) x where m.id = x.id`,
      [JSON.stringify(rows)],
    );
  }

  // --- who comes
  async setAnswer(sql: Sql, meetingId: string, accountId: string, answer: AttendanceAnswer | null, at: Date) {
    if (answer === null)
      await sql.query('delete from meeting_answers where meeting_id = $1 and account_id = $2', [meetingId, accountId]);
    else
      await sql.query(
        `insert into meeting_answers (meeting_id, account_id, answer, at) values ($1, $2, $3, $4)
         on conflict (meeting_id, account_id) do update set answer = excluded.answer, at = excluded.at`,
        [meetingId, accountId, answer, at],
      );
  }

  async answerOf(sql: Sql, meetingId: string, accountId: string): Promise<AttendanceAnswer | null> {
    const [row] = await sql.query<{ answer: AttendanceAnswer }>(
      'select answer from meeting_answers where meeting_id = $1 and account_id = $2',
      [meetingId, accountId],
    );
    return row?.answer ?? null;
  }

  async countAnswers(sql: Sql, meetingId: string): Promise<MeetingView['answers']> {
    const rows = await sql.query<{ answer: AttendanceAnswer; count: number }>(
      'select answer, count(*) from meeting_answers where meeting_id = $1 group by answer',
      [meetingId],
    );
    return { yes: 0, maybe: 0, no: 0, ...Object.fromEntries(rows.map(({ answer, count }) => [answer, count])) };
  }

  async peopleWhoAnswered(meetingId: string): Promise<{ person: PersonCard; answer: AttendanceAnswer }[]> {
    const rows = await this.pool.query<Card & { answer: AttendanceAnswer }>(
      `select ${CARD}, a.answer from meeting_answers a join meetings e on e.id = a.meeting_id
         join memberships m on m.room_id = e.room_id and m.account_id = a.account_id
        where a.meeting_id = $1 order by a.at desc limit ${PEOPLE_SHOWN}`,
      [meetingId],
    );
    return rows.map((row) => ({ person: personCardOf(row), answer: row.answer }));
  }

  /** Of the meetings that are to come: what somebody answered, and whether they were let in. */
  personal(roomId: string, accountId: string): Reading<Personal> {
    return {
      text: PERSONAL,
      values: [roomId, accountId],
      answer: (found) => (found as Personal | null) ?? { answers: {}, entries: {} },
    };
  }

  // --- the waiting room
  async entryOf(sql: Sql, meetingId: string, accountId: string): Promise<EntryState | null> {
    const [row] = await sql.query<{ state: EntryState }>(
      'select state from meeting_entries where meeting_id = $1 and account_id = $2',
      [meetingId, accountId],
    );
    return row?.state ?? null;
  }

  async setEntries(sql: Sql, meetingId: string, accountIds: readonly string[], state: EntryState, at: Date) {
    await sql.query(
      `insert into meeting_entries (meeting_id, account_id, state, at) select $1, id, $3, $4 from unnest($2::uuid[]) id
       on conflict (meeting_id, account_id) do update set state = excluded.state, at = excluded.at`,
      [meetingId, accountIds, state, at],
    );
  }

  async waiting(sql: Sql, meetingId: string): Promise<{ person: PersonCard; since: Date }[]> {
    const rows = await sql.query<Card & { at: Date }>(
      `select ${CARD}, w.at from meeting_entries w join meetings e on e.id = w.meeting_id
         join memberships m on m.room_id = e.room_id and m.account_id = w.account_id and m.state = 'member'
        where w.meeting_id = $1 and w.state = 'waiting' order by w.at, w.account_id limit ${PEOPLE_SHOWN}`,
      [meetingId],
    );
    return rows.map((row) => ({ person: personCardOf(row), since: row.at }));
  }

  // --- what the clock looks at
  /** Rooms in which a meeting's time may have come: to open, to begin by itself, to end or to be given up. */
  async due(now: Date, doorsOpenMs: number, emptyMs: number): Promise<{ room_id: string; id: string }[]> {
    return this.pool.query(
      `select room_id, id from meetings where (state = 'scheduled' and starts_at <= $1) or state = 'waiting'
          or (state = 'live' and empty_since <= $2) order by starts_at limit 200`,
      [new Date(now.getTime() + doorsOpenMs), new Date(now.getTime() - emptyMs)],
    );
  }

  async somebodyThere(sql: Sql, roomId: string): Promise<boolean> {
    const rows = await sql.query('select 1 from visits where room_id = $1 and ended_at is null limit 1', [roomId]);
    return rows.length > 0;
  }

  async liveDropIn(sql: Sql, roomId: string): Promise<MeetingRow | null> {
    const [row] = await sql.query<MeetingRow>(
      `select ${ALL} from meetings where room_id = $1 and state = 'live' and form = 'drop-in'`,
      [roomId],
    );
    return row ?? null;
  }

  /** How many different people were at a meeting. */
  async peopleOf(sql: Sql, meetingId: string): Promise<number> {
    const [row] = await sql.query<{ count: number }>(
      'select count(distinct account_id) from visits where meeting_id = $1',
      [meetingId],
    );
    return row?.count ?? 0;
  }

  async plannedLive(sql: Sql, roomId: string): Promise<boolean> {
    const rows = await sql.query(
      `select 1 from meetings where room_id = $1 and state = 'live' and form = 'scheduled'`,
      [roomId],
    );
    return rows.length > 0;
  }
}

interface Personal {
  answers: Record<string, AttendanceAnswer>;
  entries: Record<string, EntryState>;
}
const PERSONAL = `(
  select json_build_object(
    'answers', coalesce(json_object_agg(e.id, a.answer) filter (where a.answer is not null), '{}'),
    'entries', coalesce(json_object_agg(e.id, w.state) filter (where w.state is not null), '{}'))
    from meetings e
    left join meeting_answers a on a.meeting_id = e.id and a.account_id = $2::uuid
    left join meeting_entries w on w.meeting_id = e.id and w.account_id = $2::uuid
   where e.room_id = $1::uuid and e.form = 'scheduled' and e.state in ('scheduled', 'waiting', 'live'))`;
interface UpcomingPlace {
  room_title: string | null;
  answer: AttendanceAnswer | null;
}
