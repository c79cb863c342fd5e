import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql.js';

/** How far back a room remembers, and how far back somebody may read. */
@Injectable()
export class MemoryRepository {
  /** From which seq somebody may read the messages of a room; greater than any seq where they may read none. */
  async readsFrom(sql: Sql, roomId: string, accountId: string): Promise<number> {
    const [row] = await sql.query<{ from: number }>('select reads_from($1::uuid, $2::uuid) as from', [
      roomId,
      accountId,
    ]);
    return row?.from ?? 0;
  }

  /** Those of these messages that stand before what somebody may read. */
  async beforeReach(sql: Sql, roomId: string, accountId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `select id from messages where room_id = $1 and id = any($3::uuid[]) and seq < (select reads_from($1, $2))`,
      [roomId, accountId, ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Rooms that keep their messages only so long. */
  async forgetful(sql: Sql): Promise<{ roomId: string; days: number }[]> {
    return sql.query(
      `select id as "roomId", (memory->>'keepDays')::int as days from rooms where memory->>'keepDays' is not null order by id`,
    );
  }

  /** The oldest messages of a room that were said before and are still read, erased ones too. */
  async olderThan(
    sql: Sql,
    roomId: string,
    before: Date,
    limit: number,
  ): Promise<{ id: string; seq: number; erased: boolean }[]> {
    return sql.query(
      `select id, seq, erased_at is not null as erased from messages
        where room_id = $1 and seq >= (select reads_from($1, null)) and posted_at < $2 order by seq limit $3`,
      [roomId, before, limit],
    );
  }

  /** seq of the first message from there on. */
  async firstFrom(sql: Sql, roomId: string, seq: number): Promise<number | null> {
    const [row] = await sql.query<{ seq: number }>(
      'select seq from messages where room_id = $1 and seq >= $2 order by seq limit 1',
      [roomId, seq],
    );
    return row?.seq ?? null;
  }
}
