import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FileKind } from '../../contract/uploads.contract.js';
import { sqlOf, type Sql } from '../database/sql.js';

export interface FileRow {
  id: string;
  room_id: string | null;
  owner_id: string | null;
  name: string;
  kind: FileKind;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  stored_at: Date;
  used_by: string | null;
  hidden: boolean;
  erased_at: Date | null;
}
export interface Usage {
  dayBytes: number;
  dayFiles: number;
  roomBytes: number;
}
type NewFile = Omit<FileRow, 'used_by' | 'hidden' | 'erased_at'> & { room_id: string; owner_id: string };

const COLUMNS = 'id, room_id, owner_id, name, kind, type, bytes, width, height, stored_at, used_by, hidden, erased_at';

/** Files by id, also those that nobody may have any more. */
export async function filesById(sql: Sql, ids: readonly string[]): Promise<FileRow[]> {
  if (ids.length === 0) return [];
  return sql.query<FileRow>(`select ${COLUMNS} from files where id = any($1::uuid[])`, [ids]);
}

/** The rows of `files`. */
@Injectable()
export class UploadsRepository {
  constructor(private readonly source: DataSource) {}

  get sql(): Sql {
    return sqlOf(this.source);
  }

  /** Adds the file if `fits` does not throw; two at once of one person or one room are counted one after the other. */
  async insert(file: NewFile, dayBegan: Date, fits: (usage: Usage) => void): Promise<void> {
    await this.source.transaction(async (manager) => {
      const sql = sqlOf(manager);
      for (const key of [file.owner_id, file.room_id].sort())
        await sql.query(`select pg_advisory_xact_lock(hashtextextended($1, 3))`, [key]);
      const [usage] = await sql.query<Usage>(
        `select (select coalesce(sum(bytes), 0)::bigint from files where owner_id = $1 and stored_at > $3) as "dayBytes",
                (select count(*) from files where owner_id = $1 and stored_at > $3) as "dayFiles",
                (select coalesce(sum(bytes), 0)::bigint from files where room_id = $2 and erased_at is null) as "roomBytes"`,
        [file.owner_id, file.room_id, dayBegan],
      );
      if (usage) fits(usage);
      await sql.query(
        `insert into files (id, room_id, owner_id, name, kind, type, bytes, width, height, stored_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[file.id, file.room_id, file.owner_id, file.name, file.kind, file.type],
          ...[file.bytes, file.width, file.height, file.stored_at],
        ],
      );
    });
  }

  /** Everything of this owner that is there, the oldest first. */
  async *ownedBy(ownerId: string): AsyncIterable<{ id: string; name: string }> {
    const page = (after: string | null): Promise<{ id: string; name: string }[]> =>
      this.sql.query(
        `select id, name from files where owner_id = $1 and erased_at is null and not hidden and ($2::uuid is null or id > $2)
          order by id limit 200`,
        [ownerId, after],
      );
    for (let rows = await page(null); rows.length > 0; rows = await page(rows.at(-1)?.id ?? null)) yield* rows;
  }

  async delete(id: string): Promise<void> {
    await this.sql.query('delete from files where id = $1', [id]);
  }

  /** What nobody has used for long, or whose room or owner is gone, is to be erased. */
  async eraseLoose(unusedSince: Date, at: Date): Promise<void> {
    await this.sql.query(
      `update files set erased_at = $2, name = ''
        where erased_at is null and (room_id is null or owner_id is null or (used_by is null and stored_at < $1))`,
      [unusedSince, at],
    );
  }

  /** Erased files whose bytes may still be stored. */
  async toSweep(limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'select id from files where erased_at is not null and swept_at is null limit $1',
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  async swept(ids: readonly string[], at: Date): Promise<void> {
    await this.sql.query('update files set swept_at = $2 where id = any($1::uuid[])', [ids, at]);
  }

  /** Rows without words or bytes that no longer count for any limit. */
  async forget(sweptBefore: Date): Promise<void> {
    await this.sql.query('delete from files where erased_at < $1 and swept_at < $1', [sweptBefore]);
  }
}
