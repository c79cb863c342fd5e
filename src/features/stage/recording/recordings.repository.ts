import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecordingView } from '../../../contract/recordings.contract.js';
import type { TrackSource } from '../../../contract/stage.contract.js';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';

/** When a recording was on; open while it is. */
export interface OnStretch {
  readonly from: string;
  readonly to: string | null;
}
export interface RecordingRow {
  id: string;
  room_id: string;
  meeting_id: string | null;
  state: RecordingView['state'] | 'ended';
  asked_by: string | null;
  asked_at: Date;
  stretches: OnStretch[];
  seen_at: Date;
  touched: number;
  answers: { personId: string; consents: boolean }[];
}
export interface NewTrack {
  readonly id: string;
  readonly recordingId: string;
  readonly personId: string;
  readonly source: TrackSource;
  readonly codec: 'opus' | 'vp8';
}

const ALL = `r.id, r.room_id, r.meeting_id, r.state, r.asked_by, r.asked_at, r.stretches, r.seen_at, r.touched,
  coalesce((select jsonb_agg(jsonb_build_object('personId', a.account_id, 'consents', a.consents) order by a.at, a.account_id)
              from recording_answers a where a.recording_id = r.id), '[]') as answers`;

/** Rows of `recordings` and of who answered what; they change with the stream of their room locked. */
@Injectable()
export class RecordingsRepository {
  readonly pool: Sql;

  constructor(source: DataSource) {
    this.pool = sqlOf(source);
  }

  async goingOn(sql: Sql, roomId: string): Promise<RecordingRow | null> {
    const [row] = await sql.query<RecordingRow>(
      `select ${ALL} from recordings r where r.room_id = $1 and r.state <> 'ended'`,
      [roomId],
    );
    return row ?? null;
  }

  async recording(sql: Sql, roomId: string, id: string): Promise<RecordingRow | null> {
    const [row] = await sql.query<RecordingRow>(`select ${ALL} from recordings r where r.room_id = $1 and r.id = $2`, [
      roomId,
      id,
    ]);
    return row ?? null;
  }

  async ofMeeting(sql: Sql, meetingId: string): Promise<RecordingRow[]> {
    return sql.query<RecordingRow>(`select ${ALL} from recordings r where r.meeting_id = $1 order by r.id`, [
      meetingId,
    ]);
  }

  /** The meeting that goes on in a room of its own; breakouts belong to that of their main room. */
  async liveMeeting(sql: Sql, roomId: string): Promise<string | null> {
    const [row] = await sql.query<{ id: string }>(
      `select m.id from meetings m join rooms r on r.id = m.room_id and r.parent is null where m.room_id = $1 and m.state = 'live'`,
      [roomId],
    );
    return row?.id ?? null;
  }

  async insert(sql: Sql, row: Omit<RecordingRow, 'answers' | 'stretches' | 'seen_at' | 'state'>): Promise<void> {
    await sql.query(
      `insert into recordings (id, room_id, meeting_id, state, asked_by, asked_at, seen_at, touched)
       values ($1, $2, $3, 'asked', $4, $5, $5, $6)`,
      [row.id, row.room_id, row.meeting_id, row.asked_by, row.asked_at, row.touched],
    );
  }

  async save(
    sql: Sql,
    { id, state, stretches, touched }: Pick<RecordingRow, 'id' | 'state' | 'stretches' | 'touched'>,
  ): Promise<void> {
    await sql.query(
      `update recordings set state = $2, stretches = $3, touched = $4,
              ended_at = case when $2 = 'ended' then now() end where id = $1`,
      [id, state, JSON.stringify(stretches), touched],
    );
  }

  async answer(sql: Sql, id: string, answer: { personId: string; consents: boolean; at: Date }): Promise<void> {
    await sql.query(
      `insert into recording_answers (recording_id, account_id, consents, at) values ($1, $2, $3, $4)
       on conflict (recording_id, account_id) do update set consents = $3`,
      [id, answer.personId, answer.consents, answer.at],
    );
  }

  /** What somebody answered, when it was on, and what is kept of them. */
  async answersOf(accountId: string): Promise<unknown> {
    return this.pool.query(
      `select r.id as "recordingId", r.room_id as "roomId", r.meeting_id as "meetingId", r.stretches, a.consents, a.at,
              coalesce((select jsonb_agg(jsonb_build_object('file', t.id || '-' || t.source || '.webm', 'offsetMs', t.offset_ms,
                                                            'lengthMs', t.length_ms) order by t.id)
                          from recording_tracks t
                         where t.recording_id = r.id and t.account_id = a.account_id and t.state = 'file'), '[]') as tracks
         from recording_answers a join recordings r on r.id = a.recording_id where a.account_id = $1 order by a.at, r.id`,
      [accountId],
    );
  }

  async forgetAnswers(sql: Sql, accountId: string): Promise<void> {
    await sql.query('delete from recording_answers where account_id = $1', [accountId]);
  }

  async touch(sql: Sql, id: string, touched: number): Promise<void> {
    await sql.query('update recordings set touched = $2 where id = $1', [id, touched]);
  }

  async delete(sql: Sql, id: string): Promise<void> {
    await sql.query('delete from recordings where id = $1', [id]);
  }

  // --- whoever records says so all the time
  async seen(ids: readonly string[], at: Date): Promise<void> {
    await this.pool.query('update recordings set seen_at = $2 where id = any($1::uuid[])', [ids, at]);
  }

  /** Recordings whose node has died: nobody has been heard of since. */
  async abandoned(before: Date, but: readonly string[]): Promise<{ id: string; roomId: string; seenAt: Date }[]> {
    return this.pool.query(
      `select id, room_id as "roomId", seen_at as "seenAt" from recordings
        where state <> 'ended' and seen_at < $1 and id <> all($2::uuid[])`,
      [before, but],
    );
  }

  /** Those of before the days for which their room keeps what was said. */
  async outlived(at: Date): Promise<{ id: string; roomId: string }[]> {
    return this.pool.query(
      `select c.id, c.room_id as "roomId" from recordings c join rooms r on r.id = c.room_id
        where c.state = 'ended' and r.memory->>'keepDays' is not null
          and c.asked_at < $1::timestamptz - (r.memory->>'keepDays')::int * interval '1 day' limit 100`,
      [at],
    );
  }
}
