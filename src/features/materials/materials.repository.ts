import { Injectable } from '@nestjs/common';
import type { MaterialView } from '../../contract/materials.contract.js';
import type { FileKind, FileView } from '../../contract/uploads.contract.js';
import type { AccountKind, PersonCard } from '../../contract/words.js';
import type { Sql } from '../../platform/database/sql.js';

interface MaterialRow extends ShownRow {
  id: string;
  title: string;
  licence: string;
  added_at: Date;
}
/** A file with the card of whoever brought it. */
interface ShownRow {
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

  /** `from`: the breakout in which it was shown before. */
  async insert(
    sql: Sql,
    roomId: string,
    { id, file, title, licence, addedBy, addedAt }: MaterialView,
    { place, from = null }: { place: number; from?: string | null },
  ): Promise<void> {
    await sql.query(
      `insert into materials (id, room_id, file_id, title, licence, place, added_by, added_at, from_room)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, roomId, file.id, title, licence, place, addedBy.id, addedAt, from],
    );
  }

  /** Files that messages and materials of these breakouts show, in the order of their rooms, the oldest first. */
  async shownIn(
    sql: Sql,
    breakouts: readonly string[],
    { roomId, limit }: { roomId: string; limit: number },
  ): Promise<{ from: string; file: FileView; addedBy: PersonCard }[]> {
    const rows = await sql.query<ShownRow & { from: string }>(
      `select f.room_id as from, f.id as file_id, f.name as file_name, f.kind, f.type, f.bytes, f.width, f.height,
              p.account_id as added_by, p.name, p.kind as account_kind, p.avatar
         from unnest($1::uuid[]) with ordinality as b (id, place)
         join files f on f.room_id = b.id and f.used_by is not null and not f.hidden and f.erased_at is null
         join memberships p on p.room_id = $2 and p.account_id = f.owner_id
        order by b.place, f.stored_at, f.id limit $3`,
      [breakouts, roomId, Math.max(0, limit)],
    );
    return rows.map((row) => ({ from: row.from, file: fileOf(row), addedBy: cardOf(row) }));
  }

  /** What came back from breakouts, by where it was. */
  async cameFrom(sql: Sql, breakouts: readonly string[]): Promise<{ from: string; name: string }[]> {
    return sql.query(
      `select m.from_room as from, f.name from materials m join files f on f.id = m.file_id and f.erased_at is null
        where m.from_room = any($1::uuid[]) order by m.place`,
      [breakouts],
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
  file: fileOf(row),
  addedBy: cardOf(row),
  addedAt: row.added_at.toISOString(),
});

const fileOf = ({ file_id, file_name, kind, type, bytes, width, height }: ShownRow): FileView => ({
  id: file_id,
  name: file_name,
  ...{ kind, type, bytes, width, height },
});

const cardOf = ({ added_by, name, account_kind, avatar }: ShownRow): PersonCard => ({
  id: added_by,
  name,
  kind: account_kind,
  avatar,
});
