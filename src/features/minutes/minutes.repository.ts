import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OwnLine } from '../../contract/minutes.contract.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

/** A line with whose it is; null where it is not known. */
export interface SignedLine extends OwnLine {
  by?: string | null;
}
/** A row of `minutes`. */
export interface MinutesRow {
  meeting_id: string;
  room_id: string;
  from_seq: number;
  to_seq: number | null;
  steps: { at: string; step: number }[];
  revision: number;
  summary: string;
  own: SignedLine[];
  hidden: string[];
  summary_by: string | null;
  published_at: Date | null;
  published_by: string | null;
}
/** What the host's hand adds, with whose it is. */
export interface HostsHand {
  readonly summary: string;
  readonly summaryBy: string | null;
  readonly own: readonly SignedLine[];
  readonly hidden: readonly string[];
  readonly words: readonly { messageId: string; text: string }[];
}

const ALL =
  'meeting_id, room_id, from_seq, to_seq, steps, revision, summary, summary_by, own, hidden, published_at, published_by';

@Injectable()
export class MinutesRepository {
  readonly pool: Sql;

  constructor(database: DataSource) {
    this.pool = sqlOf(database);
  }

  /** Of a meeting that has ended. */
  async minutes(sql: Sql, roomId: string, meetingId: string): Promise<MinutesRow | null> {
    const [row] = await sql.query<MinutesRow>(
      `select ${ALL} from minutes where meeting_id = $2 and room_id = $1 and to_seq is not null`,
      [roomId, meetingId],
    );
    return row ?? null;
  }

  async published(sql: Sql, roomId: string): Promise<(MinutesRow & { to_seq: number })[]> {
    return sql.query(
      `select ${ALL} from minutes where room_id = $1 and to_seq is not null and published_at is not null order by to_seq`,
      [roomId],
    );
  }

  /** The host's words for messages of the meeting, by message. */
  async words(sql: Sql, meetingId: string): Promise<Map<string, string>> {
    const rows = await sql.query<{ message_id: string; text: string }>(
      'select message_id, text from minutes_words where meeting_id = $1',
      [meetingId],
    );
    return new Map(rows.map(({ message_id, text }) => [message_id, text]));
  }

  // --- as the meeting goes
  /** A second telling, of a rebuild, changes what is told and nothing that the host wrote. */
  async begin(sql: Sql, roomId: string, meetingId: string, fromSeq: number): Promise<void> {
    await sql.query(
      `insert into minutes (meeting_id, room_id, from_seq) values ($2, $1, $3)
       on conflict (meeting_id) do update set from_seq = excluded.from_seq, to_seq = null, steps = '[]'`,
      [roomId, meetingId, fromSeq],
    );
  }

  async addStep(sql: Sql, meetingId: string, moment: { at: string; step: number }): Promise<void> {
    await sql.query('update minutes set steps = steps || $2::jsonb where meeting_id = $1', [
      meetingId,
      JSON.stringify([moment]),
    ]);
  }

  async end(
    sql: Sql,
    roomId: string,
    meetingId: string,
    { since, seq }: { since: number; seq: number },
  ): Promise<void> {
    await sql.query(
      `insert into minutes (meeting_id, room_id, from_seq, to_seq) values ($2, $1, $3, $4)
       on conflict (meeting_id) do update set to_seq = excluded.to_seq`,
      [roomId, meetingId, since, seq],
    );
  }

  // --- the host's hand
  /** False where it has been changed since that revision. */
  async save(
    sql: Sql,
    { meetingId, revision, by }: { meetingId: string; revision: number; by: string },
    hand: HostsHand,
  ): Promise<boolean> {
    const rows = await sql.query(
      `update minutes set summary = $3, own = $4, hidden = $5, summary_by = $6, revision = revision + 1
        where meeting_id = $1 and revision = $2 returning meeting_id`,
      [meetingId, revision, hand.summary, JSON.stringify(hand.own), hand.hidden, hand.summaryBy],
    );
    if (rows.length === 0) return false;
    const messageIds = hand.words.map(({ messageId }) => messageId);
    await sql.query('delete from minutes_words where meeting_id = $1 and not (message_id = any($2::uuid[]))', [
      meetingId,
      messageIds,
    ]);
    // Words for a message that is gone would bring back what its author took away.
    await sql.query(
      `insert into minutes_words as kept (meeting_id, message_id, text, by_id)
       select e.meeting_id, m.id, w.text, $4 from minutes e, unnest($2::uuid[], $3::text[]) as w (id, text)
         join messages m on m.id = w.id and m.state = 'visible'
        where e.meeting_id = $1 and m.room_id = e.room_id
       on conflict (meeting_id, message_id) do update set text = excluded.text,
         by_id = case when kept.text = excluded.text then kept.by_id else excluded.by_id end`,
      [meetingId, messageIds, hand.words.map(({ text }) => text), by],
    );
    return true;
  }

  async publish(sql: Sql, meetingId: string, by: string, at: Date): Promise<void> {
    await sql.query('update minutes set published_at = $3, published_by = $2 where meeting_id = $1', [
      meetingId,
      by,
      at,
    ]);
  }

  /** What a message said is gone, and with it what the host wrote in its place. */
  async forgetWords(sql: Sql, messageIds: readonly string[]): Promise<void> {
    await sql.query('delete from minutes_words where message_id = any($1::uuid[])', [messageIds]);
  }
}
