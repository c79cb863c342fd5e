import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { NoticeKind, QuietHours } from '../../contract/notifications.contract.js';
import { type Sql, sqlOf } from '../../platform/database/sql.js';

export interface Chosen {
  inboxOff: NoticeKind[];
  mailOff: NoticeKind[];
  quiet: QuietHours | null;
}
export interface ChosenWithRooms extends Chosen {
  roomsOff: string[];
  mailReaches: boolean;
}
interface Row {
  inbox_off: NoticeKind[] | null;
  mail_off: NoticeKind[] | null;
  quiet_from: string | null;
  quiet_until: string | null;
}

/** What people want to hear of, and how. Who never chose has no row. */
@Injectable()
export class PreferencesRepository {
  readonly pool: Sql;

  constructor(private readonly source: DataSource) {
    this.pool = sqlOf(source);
  }

  async of(accountId: string): Promise<ChosenWithRooms | null> {
    const [row] = await this.pool.query<Row & { rooms: string[]; reaches: boolean }>(
      `select s.inbox_off, s.mail_off, s.quiet_from, s.quiet_until, a.email_verified_at is not null as reaches,
              array(select room_id::text from notice_rooms_off where account_id = a.id order by room_id) as rooms
         from accounts a left join notice_settings s on s.account_id = a.id where a.id = $1`,
      [accountId],
    );
    return row ? { ...chosenOf(row), roomsOff: row.rooms, mailReaches: row.reaches } : null;
  }

  /** Changes them as `change` says, one change of a person after the other. */
  async change(accountId: string, change: (chosen: Chosen) => Chosen): Promise<void> {
    await this.source.transaction(async (manager) => {
      const sql = sqlOf(manager);
      await sql.query('insert into notice_settings (account_id) values ($1) on conflict do nothing', [accountId]);
      const [row] = await sql.query<Row>(
        'select inbox_off, mail_off, quiet_from, quiet_until from notice_settings where account_id = $1 for update',
        [accountId],
      );
      const { inboxOff, mailOff, quiet } = change(chosenOf(row));
      await sql.query(
        'update notice_settings set inbox_off = $2, mail_off = $3, quiet_from = $4, quiet_until = $5 where account_id = $1',
        [accountId, inboxOff, mailOff, quiet?.from ?? null, quiet?.until ?? null],
      );
    });
  }

  /** Nothing where one never had to do with the room. */
  async setRoom(accountId: string, roomId: string, off: boolean): Promise<void> {
    await this.pool.query(
      off
        ? `insert into notice_rooms_off (account_id, room_id) select account_id, room_id from memberships
            where account_id = $1 and room_id = $2 on conflict do nothing`
        : 'delete from notice_rooms_off where account_id = $1 and room_id = $2',
      [accountId, roomId],
    );
  }

  async forget(sql: Sql, accountId: string): Promise<void> {
    await sql.query('delete from notice_settings where account_id = $1', [accountId]);
    await sql.query('delete from notice_rooms_off where account_id = $1', [accountId]);
  }
}

export const chosenOf = (row: Row | undefined): Chosen => ({
  inboxOff: row?.inbox_off ?? [],
  mailOff: row?.mail_off ?? [],
  quiet: row?.quiet_from && row.quiet_until ? { from: row.quiet_from, until: row.quiet_until } : null,
});
