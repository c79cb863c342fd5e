import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TokenScope } from '../../../contract/account-access.contract.js';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';

export interface ApiTokenRow {
  id: string;
  accountId: string;
  name: string;
  hash: Buffer;
  scopes: TokenScope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}
const TOKEN = `id, account_id as "accountId", name, hash, scopes, created_at as "createdAt", expires_at as "expiresAt",
  last_used_at as "lastUsedAt"`;

@Injectable()
export class ApiTokensRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  async insert(row: Omit<ApiTokenRow, 'lastUsedAt'>, sql: Sql): Promise<void> {
    await sql.query(
      `insert into api_tokens (id, account_id, name, hash, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [row.id, row.accountId, row.name, row.hash, row.scopes, row.createdAt, row.expiresAt],
    );
  }

  async liveOf(accountId: string, at: Date, sql: Sql = this.#pool): Promise<ApiTokenRow[]> {
    return sql.query<ApiTokenRow>(
      `select ${TOKEN} from api_tokens where account_id = $1 and ended_at is null and expires_at > $2 order by id desc`,
      [accountId, at],
    );
  }

  async liveBy(key: { hash: Buffer } | { id: string }, at: Date): Promise<ApiTokenRow | undefined> {
    const [column, value] = 'hash' in key ? ['hash', key.hash] : ['id', key.id];
    const rows = await this.#pool.query<ApiTokenRow>(
      `select ${TOKEN} from api_tokens where ${column} = $1 and ended_at is null and expires_at > $2`,
      [value, at],
    );
    return rows[0];
  }

  async used(id: string, at: Date): Promise<void> {
    await this.#pool.query('update api_tokens set last_used_at = $2 where id = $1', [id, at]);
  }

  /** False where it is not this account's or has ended already. */
  async end(id: string, accountId: string, at: Date, sql: Sql): Promise<boolean> {
    const rows = await sql.query(
      'update api_tokens set ended_at = $3 where id = $1 and account_id = $2 and ended_at is null returning id',
      [id, accountId, at],
    );
    return rows.length === 1;
  }

  async endAll(accountId: string, at: Date, sql: Sql): Promise<void> {
    await sql.query('update api_tokens set ended_at = $2 where account_id = $1 and ended_at is null', [accountId, at]);
  }

  /** Those whose time is over and whose sockets nobody has closed yet. */
  async expired(at: Date): Promise<{ id: string; accountId: string }[]> {
    return this.#pool.query(
      `select id, account_id as "accountId" from api_tokens where ended_at is null and expires_at <= $1 limit 500`,
      [at],
    );
  }
}
