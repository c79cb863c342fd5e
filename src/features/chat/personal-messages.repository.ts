import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

const PAGE = 500;

export interface OwnMessage {
  id: string;
  [field: string]: unknown;
}

/** What the chat keeps about one person. */
@Injectable()
export class PersonalMessagesRepository {
  readonly sql: Sql;

  constructor(source: DataSource) {
    this.sql = sqlOf(source);
  }

  /** Everything they wrote that has its words, the oldest first. Ids grow with time. */
  async *written(accountId: string): AsyncIterable<OwnMessage> {
    const page = (after: string | null): Promise<OwnMessage[]> =>
      this.sql.query<OwnMessage>(
        `select m.id, m.room_id as "roomId", r.title as room, m.posted_at as "postedAt", m.edited_at as "editedAt", m.text, m.state,
                m.reply_to as "replyTo", m.thread_id as "threadId", m.attachments
           from messages m join rooms r on r.id = m.room_id
          where m.author_id = $1 and m.text is not null and m.room_id in (select room_id from memberships where account_id = $1)
            and ($2::uuid is null or m.id > $2) order by m.id limit ${PAGE}`,
        [accountId, after],
      );
    for (let rows = await page(null); rows.length > 0; rows = await page(rows.at(-1)?.id ?? null)) yield* rows;
  }

  async *reactions(accountId: string): AsyncIterable<object> {
    yield* await this.sql.query<object>(
      `select message_id as "messageId", emoji, at from reactions where account_id = $1 order by at`,
      [accountId],
    );
  }

  async *drafts(accountId: string): AsyncIterable<object> {
    yield* await this.sql.query<object>(
      `select room_id as "roomId", thread_id as "threadId", text, written_at as "writtenAt" from drafts
        where account_id = $1 and text <> '' order by written_at`,
      [accountId],
    );
  }

  async *saved(accountId: string): AsyncIterable<object> {
    yield* await this.sql.query<object>(
      `select message_id as "messageId" from saved_messages where account_id = $1 order by id`,
      [accountId],
    );
  }

  /** What they have read, kept and begun to write is nobody's business any more. */
  async forget(sql: Sql, accountId: string): Promise<void> {
    await sql.query('delete from drafts where account_id = $1', [accountId]);
    await sql.query('delete from saved_messages where account_id = $1', [accountId]);
    // A report stays a fact of its room; what was said in it was theirs.
    await sql.query(`update reports set words = '' where reporter_id = $1`, [accountId]);
    await sql.query('delete from read_marks where account_id = $1', [accountId]);
    await sql.query('delete from thread_marks where account_id = $1', [accountId]);
  }

  /** Some of their messages that still have something to erase, all of one room. */
  async toErase(accountId: string, limit: number): Promise<{ id: string; room_id: string }[]> {
    return this.sql.query(
      `select id, room_id from messages where author_id = $1 and erased_at is null
          and room_id = (select room_id from messages where author_id = $1 and erased_at is null limit 1) limit $2`,
      [accountId, limit],
    );
  }
}
