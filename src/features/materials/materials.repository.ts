import { Injectable } from '@nestjs/common';
import type { MaterialView } from '../../contract/materials.contract.js';
import type { FileKind } from '../../contract/uploads.contract.js';
import type { AccountKind } from '../../contract/words.js';
import type { Sql } from '../../platform/database/sql.js';

interface MaterialRow {
  id: string;
  title: string;
  licence: string;
  added_at: Date;
  added_by: string;
  name: string;
  account_kind: AccountKind;
  avatar: string | null;
  file_id: string;
  file_name: string;
  kind: FileKind;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
}

/** Rows of `materials`. Everything that changes them runs with the room's stream locked. */
@Injectable()
export class MaterialsRepository {
  /** In their order, with the card of whoever added each as the room knows it. */
  async ofRoom(sql: Sql, roomId: string): Promise<MaterialView[]> {
    const rows = await sql.query<MaterialRow>(
      `select m.id, m.title, m.licence, m.added_at, m.added_by, p.name, p.kind as account_kind, p.avatar,
              f.id as file_id, f.name as file_name, f.kind, f.type, f.bytes, f.width, f.height
         from materials m join files f on f.id = m.file_id
         join memberships p on p.room_id = m.room_id and p.account_id = m.added_by
        where m.room_id = $1 order by m.place`,
      [roomId],
    );
    return rows.map(materialViewOf);
  }

  async insert(sql: Sql, roomId: string, { id, file, title, licence, addedBy, addedAt }: MaterialView, place: number) {
    await sql.query(
      `insert into materials (id, room_id, file_id, title, licence, place, added_by, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, roomId, file.id, title, licence, place, addedBy.id, addedAt],
    );
  }

  async edit(sql: Sql, id: string, { title, licence }: { title: string; licence: string }): Promise<void> {
    await sql.query('update materials set title = $2, licence = $3 where id = $1', [id, title, licence]);
  }

  /** The places from the top, in the order of the ids. */
  async order(sql: Sql, ids: readonly string[]): Promise<void> {
    await sql.query(
      `update materials m set place = o.place - 1 from unnest($1::uuid[]) with ordinality as o (id, place) where m.id = o.id`,
      [ids],
    );
  }

  async delete(sql: Sql, id: string): Promise<void> {
    await sql.query('delete from materials where id = $1', [id]);
  }
}

const materialViewOf = (row: MaterialRow): MaterialView => ({
  id: row.id,
  title: row.title,
  licence: row.licence,
  file: {
    id: row.file_id,
    name: row.file_name,
    kind: row.kind,
    type: row.type,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
  },
  addedBy: { id: row.added_by, name: row.name, kind: row.account_kind, avatar: row.avatar },
  addedAt: row.added_at.toISOString(),
});
