import { Injectable } from '@nestjs/common';
import {
  REPORT_CONTEXT,
  REPORTS_PAGE,
  type ReportOutcome,
  type ReportReason,
} from '../../../contract/reports.contract.js';
import type { PersonCard } from '../../../contract/words.js';
import type { Sql } from '../../../platform/database/sql.js';

export interface ReportRow {
  id: string;
  message_id: string;
  reporter: PersonCard;
  reason: ReportReason;
  words: string;
  opened_at: Date;
  outcome: ReportOutcome | null;
  closed_at: Date | null;
}
export interface NewReport {
  readonly id: string;
  readonly roomId: string;
  readonly messageId: string;
  readonly reporterId: string;
  readonly reason: ReportReason;
  readonly words: string;
  readonly at: Date;
}

const REPORT = `r.id, r.message_id, r.reason, r.words, r.opened_at, r.outcome, r.closed_at,
  (select json_build_object('id', a.id, 'name', a.name, 'kind', a.kind, 'avatar', a.avatar) from accounts a where a.id = r.reporter_id) as reporter`;

/** The rows of `reports`, and what hiding leaves on a message. */
@Injectable()
export class ReportsRepository {
  /** False where this person has an open report of the message already. */
  async open(sql: Sql, { id, roomId, messageId, reporterId, reason, words, at }: NewReport): Promise<boolean> {
    const rows = await sql.query(
      `insert into reports (id, room_id, message_id, reporter_id, reason, words, opened_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (message_id, reporter_id) where outcome is null do nothing returning id`,
      [id, roomId, messageId, reporterId, reason, words, at],
    );
    return rows.length > 0;
  }

  async openOf(sql: Sql, messageId: string): Promise<{ id: string; reporter_id: string }[]> {
    return sql.query('select id, reporter_id from reports where message_id = $1 and outcome is null order by id', [
      messageId,
    ]);
  }

  async countOpen(sql: Sql, roomId: string): Promise<number> {
    const [row] = await sql.query<{ count: number }>(
      'select count(*) from reports where room_id = $1 and outcome is null',
      [roomId],
    );
    return row?.count ?? 0;
  }

  async close(sql: Sql, ids: readonly string[], outcome: ReportOutcome, at: Date): Promise<void> {
    await sql.query('update reports set outcome = $2, closed_at = $3 where id = any($1::uuid[])', [ids, outcome, at]);
  }

  /** The latest first; one more than a page, to know whether another follows. */
  async page(
    sql: Sql,
    roomId: string,
    query: { state: 'open' | 'closed'; before: string | null },
  ): Promise<ReportRow[]> {
    return sql.query<ReportRow>(
      `select ${REPORT} from reports r where r.room_id = $1 and (r.outcome is null) = $2 and ($3::uuid is null or r.id < $3)
        order by r.id desc limit ${REPORTS_PAGE + 1}`,
      [roomId, query.state === 'open', query.before],
    );
  }

  async byId(sql: Sql, roomId: string, id: string): Promise<ReportRow | null> {
    const [row] = await sql.query<ReportRow>(`select ${REPORT} from reports r where r.room_id = $1 and r.id = $2`, [
      roomId,
      id,
    ]);
    return row ?? null;
  }

  /** Ids of what was said before and after a message, itself included, in order. */
  async around(sql: Sql, roomId: string, seq: number): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `select id from (
         (select m.id, m.seq from messages m where m.room_id = $1 and m.seq <= $2 and m.seq >= (select reads_from($1, null))
           order by m.seq desc limit ${REPORT_CONTEXT + 1})
         union all
         (select m.id, m.seq from messages m where m.room_id = $1 and m.seq > $2 order by m.seq limit ${REPORT_CONTEXT})) x order by seq`,
      [roomId, seq],
    );
    return rows.map(({ id }) => id);
  }

  /** Null = shown again. The state itself follows from the event. */
  async setHidden(sql: Sql, messageId: string, hidden: { at: Date; by: string; reason: string } | null): Promise<void> {
    await sql.query('update messages set hidden_at = $2, hidden_by = $3, hide_reason = $4 where id = $1', [
      messageId,
      hidden?.at ?? null,
      hidden?.by ?? null,
      hidden?.reason ?? null,
    ]);
  }

  async hiding(sql: Sql, messageId: string): Promise<{ at: Date; reason: string } | null> {
    const [row] = await sql.query<{ at: Date; reason: string }>(
      'select hidden_at as at, hide_reason as reason from messages where id = $1 and hidden_at is not null',
      [messageId],
    );
    return row ?? null;
  }
}
