import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf } from '../../platform/database/sql.js';

/** Minutes with something of this person's hand: looked for once in a while, one by one. */
const THEIRS = `(n.summary_by = $1 or n.published_by = $1 or n.own @> jsonb_build_array(jsonb_build_object('by', $1::text))
  or exists (select from minutes_words w where w.meeting_id = n.meeting_id and w.by_id = $1))`;

/** What one person's hand has left in minutes. */
@Injectable()
export class PersonalMinutesRepository {
  constructor(private readonly source: DataSource) {}

  async *written(accountId: string): AsyncIterable<object> {
    yield* await sqlOf(this.source).query<object>(
      `select n.meeting_id as "meetingId", n.room_id as "roomId", e.title, case when n.summary_by = $1 then n.summary end as summary,
              (select coalesce(jsonb_agg(o - 'by'), '[]') from jsonb_array_elements(n.own) o where o->>'by' = $1::text) as lines,
              (select coalesce(jsonb_agg(jsonb_build_object('messageId', w.message_id, 'text', w.text)), '[]')
                 from minutes_words w where w.meeting_id = n.meeting_id and w.by_id = $1) as words,
              case when n.published_by = $1 then n.published_at end as "publishedAt"
         from minutes n join meetings e on e.id = n.meeting_id where ${THEIRS} order by e.starts_at, e.id`,
      [accountId],
    );
  }

  /** Their words go and the minutes stay; whoever is correcting them meanwhile is told, as of any other hand. */
  async erase(accountId: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      const sql = sqlOf(manager);
      await sql.query(
        `update minutes n set revision = revision + 1, summary = case when n.summary_by = $1 then '' else n.summary end,
                summary_by = nullif(n.summary_by, $1),
                own = (select coalesce(jsonb_agg(o order by place), '[]')
                         from jsonb_array_elements(n.own) with ordinality as lines (o, place) where o->>'by' is distinct from $1::text)
          where ${THEIRS}`,
        [accountId],
      );
      await sql.query('delete from minutes_words where by_id = $1', [accountId]);
    });
  }
}
