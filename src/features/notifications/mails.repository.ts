import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Language } from '../../contract/words.js';
import { type Sql, sqlOf } from '../../platform/database/sql.js';
import type { PendingNotice, Reader } from './mail-plan.js';
import { READ, VISIBLE } from './notices.repository.js';
import { chosenOf } from './preferences.repository.js';

const AT_ONCE = 100;

/** To whom a letter goes, as they are now. */
export interface Addressee {
  name: string;
  email: string;
  language: Language;
  zone: string;
  banReason: string | null;
}

/** What mails still have to tell, and whom. */
@Injectable()
export class MailsRepository {
  readonly #pool: Sql;

  constructor(private readonly source: DataSource) {
    this.#pool = sqlOf(source);
  }

  inTransaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.source.transaction((manager) => work(sqlOf(manager)));
  }

  async due(now: Date): Promise<string[]> {
    const rows = await this.#pool.query<{ id: string }>(
      `select account_id as id from notices where mail_after <= $1 group by account_id order by min(mail_after) limit ${AT_ONCE}`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** Taken for this transaction; those that another node is at are missing. */
  async pending(sql: Sql, accountId: string): Promise<PendingNotice[]> {
    return sql.query<PendingNotice>(
      `select n.id, n.kind, n.at, n.mail_after as "mailAfter", ${VISIBLE} and not ${READ} as news
         from notices n where n.account_id = $1 and n.mail_after is not null order by n.at, n.id for update of n skip locked`,
      [accountId],
    );
  }

  async setMailAfter(sql: Sql, ids: readonly string[], at: Date | null): Promise<void> {
    if (ids.length === 0) return;
    await sql.query('update notices set mail_after = $2 where id = any($1::uuid[])', [ids, at]);
  }

  async reader(sql: Sql, accountId: string): Promise<Reader | null> {
    const [row] = await sql.query<Parameters<typeof chosenOf>[0] & Omit<Reader, 'quiet' | 'mailOff'>>(
      `select a.email is not null and a.email_verified_at is not null and not a.demo as reachable, a.banned_at is not null as suspended,
              a.time_zone as zone, s.inbox_off, s.mail_off, s.quiet_from, s.quiet_until
         from accounts a left join notice_settings s on s.account_id = a.id where a.id = $1`,
      [accountId],
    );
    if (row === undefined) return null;
    const { quiet, mailOff } = chosenOf(row);
    return { reachable: row.reachable, suspended: row.suspended, zone: row.zone, quiet, mailOff };
  }

  async addressee(accountId: string): Promise<Addressee | null> {
    const [row] = await this.#pool.query<Addressee>(
      `select name, email, language, time_zone as zone, ban_reason as "banReason" from accounts
        where id = $1 and email is not null and email_verified_at is not null`,
      [accountId],
    );
    return row ?? null;
  }
}
