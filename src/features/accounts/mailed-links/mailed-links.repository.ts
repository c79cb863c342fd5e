import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';

export type LinkPurpose = 'verify' | 'reset';
export interface MailedLinkRow {
  id: string;
  accountId: string;
  purpose: LinkPurpose;
  email: string;
  expiresAt: Date;
  usedAt: Date | null;
}
const LINK = `id, account_id as "accountId", purpose, email, expires_at as "expiresAt", used_at as "usedAt"`;

@Injectable()
export class MailedLinksRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  /** A link that exists already (a mail that is tried again) stays as it is. */
  async insert(row: Omit<MailedLinkRow, 'usedAt'>): Promise<void> {
    await this.#pool.query(
      `insert into mailed_links (id, account_id, purpose, email, expires_at) values ($1, $2, $3, $4, $5)
       on conflict (id) do nothing`,
      [row.id, row.accountId, row.purpose, row.email, row.expiresAt],
    );
  }

  async byId(id: string): Promise<MailedLinkRow | undefined> {
    return (await this.#pool.query<MailedLinkRow>(`select ${LINK} from mailed_links where id = $1`, [id]))[0];
  }

  /** True for the first who uses it in time, and for nobody else. */
  async use(id: string, at: Date, sql: Sql): Promise<boolean> {
    const rows = await sql.query(
      'update mailed_links set used_at = $2 where id = $1 and used_at is null and expires_at > $2 returning id',
      [id, at],
    );
    return rows.length === 1;
  }

  /** The others of the same purpose open nothing any more. */
  async useAll(accountId: string, purpose: LinkPurpose, at: Date, sql: Sql): Promise<void> {
    await sql.query('update mailed_links set used_at = $3 where account_id = $1 and purpose = $2 and used_at is null', [
      accountId,
      purpose,
      at,
    ]);
  }

  async deleteExpiredBefore(at: Date): Promise<void> {
    await this.#pool.query('delete from mailed_links where expires_at < $1', [at]);
  }
}
