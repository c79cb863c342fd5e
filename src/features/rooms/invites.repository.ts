import { Injectable } from '@nestjs/common';
import type { RoomRole } from '../../contract/words.js';
import type { Sql } from '../../platform/database/sql.js';
import type { MembershipRow } from './rooms.view.js';

export interface InviteRow {
  id: string;
  room_id: string;
  code: string;
  role: RoomRole;
  guests: boolean;
  expires_at: Date;
  max_uses: number | null;
  uses: number;
  revoked_at: Date | null;
  created_by: string;
  created_at: Date;
}
const INVITES_SHOWN = 100;

@Injectable()
export class InvitesRepository {
  async byCode(sql: Sql, code: string): Promise<InviteRow | null> {
    const [row] = await sql.query<InviteRow>('select * from invites where code = $1', [code]);
    return row ?? null;
  }

  /** The latest first. */
  async ofRoom(sql: Sql, roomId: string): Promise<InviteRow[]> {
    return sql.query<InviteRow>(
      `select * from invites where room_id = $1 order by created_at desc, id desc limit ${INVITES_SHOWN}`,
      [roomId],
    );
  }

  async insert(sql: Sql, row: InviteRow): Promise<void> {
    const columns = 'id, room_id, code, role, guests, expires_at, max_uses, created_by, created_at';
    await sql.query(
      `insert into invites (${columns}) select ${columns} from jsonb_populate_record(null::invites, $1)`,
      [JSON.stringify(row)],
    );
  }

  async used(sql: Sql, id: string): Promise<void> {
    await sql.query('update invites set uses = uses + 1 where id = $1', [id]);
  }

  /** False where the room has no such invitation; withdrawing it twice keeps the first time. */
  async revoke(sql: Sql, roomId: string, id: string, at: Date): Promise<boolean> {
    const rows = await sql.query(
      'update invites set revoked_at = coalesce(revoked_at, $3) where id = $2 and room_id = $1 returning id',
      [roomId, id, at],
    );
    return rows.length > 0;
  }

  /** Whoever has hosted the room longest. */
  async firstHost(
    sql: Sql,
    roomId: string,
  ): Promise<Pick<MembershipRow, 'account_id' | 'name' | 'kind' | 'avatar'> | null> {
    const [row] = await sql.query<Pick<MembershipRow, 'account_id' | 'name' | 'kind' | 'avatar'>>(
      `select account_id, name, kind, avatar from memberships where room_id = $1 and state = 'member' and role = 'host' order by joined_at, account_id limit 1`,
      [roomId],
    );
    return row ?? null;
  }
}
