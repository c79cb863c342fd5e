import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';

/** Secret addresses of calendars: one for a person and a room. Only a hash is kept. */
@Injectable()
export class CalendarsRepository {
  constructor(private readonly database: DataSource) {}

  private get sql(): Sql {
    return sqlOf(this.database);
  }

  async madeAt(roomId: string, accountId: string): Promise<Date | null> {
    const [row] = await this.sql.query<{ made_at: Date }>(
      'select made_at from meeting_calendars where room_id = $1 and account_id = $2',
      [roomId, accountId],
    );
    return row?.made_at ?? null;
  }

  /** The address of before is worth nothing any more. */
  async put(roomId: string, accountId: string, secretHash: Buffer, at: Date): Promise<void> {
    await this.sql.query(
      `insert into meeting_calendars (room_id, account_id, secret_hash, made_at) values ($1, $2, $3, $4)
       on conflict (room_id, account_id) do update set secret_hash = excluded.secret_hash, made_at = excluded.made_at`,
      [roomId, accountId, secretHash, at],
    );
  }

  async whose(secretHash: Buffer): Promise<{ roomId: string; accountId: string } | null> {
    const [row] = await this.sql.query<{ roomId: string; accountId: string }>(
      'select room_id as "roomId", account_id as "accountId" from meeting_calendars where secret_hash = $1',
      [secretHash],
    );
    return row ?? null;
  }
}
