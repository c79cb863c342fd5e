import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';

export interface IdentityRow {
  id: string;
  accountId: string;
  issuer: string;
  subject: string;
  label: string;
  linkedAt: Date;
  lastUsedAt: Date | null;
}
const IDENTITY = `id, account_id as "accountId", issuer, subject, label, linked_at as "linkedAt", last_used_at as "lastUsedAt"`;

@Injectable()
export class IdentitiesRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  async insert(row: IdentityRow, sql: Sql): Promise<void> {
    await sql.query(
      `insert into identities (id, account_id, issuer, subject, label, linked_at, last_used_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [row.id, row.accountId, row.issuer, row.subject, row.label, row.linkedAt, row.lastUsedAt],
    );
  }

  async find(who: { issuer: string; subject: string }, sql: Sql = this.#pool): Promise<IdentityRow | undefined> {
    const found = `select ${IDENTITY} from identities where issuer = $1 and subject = $2`;
    return (await sql.query<IdentityRow>(found, [who.issuer, who.subject]))[0];
  }

  async ofAccount(accountId: string, sql: Sql = this.#pool): Promise<IdentityRow[]> {
    return sql.query<IdentityRow>(`select ${IDENTITY} from identities where account_id = $1 order by linked_at, id`, [
      accountId,
    ]);
  }

  async used(id: string, at: Date): Promise<void> {
    await this.#pool.query('update identities set last_used_at = $2 where id = $1', [id, at]);
  }

  async delete(id: string, sql: Sql): Promise<void> {
    await sql.query('delete from identities where id = $1', [id]);
  }
}
