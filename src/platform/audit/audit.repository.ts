import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuditDeed, AuditDetails } from '../../contract/audit.contract.js';
import { sqlOf, type Sql } from '../database/sql.js';

export interface AuditRow {
  id: string;
  at: Date;
  actor: string | null;
  deed: AuditDeed;
  about: 'account' | 'room' | null;
  aboutId: string | null;
  details: AuditDetails;
}
export interface AuditFilter {
  readonly deed?: AuditDeed | undefined;
  readonly by?: string | undefined;
  readonly about?: string | undefined;
}

@Injectable()
export class AuditRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  async insert(row: AuditRow, sql: Sql = this.#pool): Promise<void> {
    await sql.query(
      'insert into audit_log (id, at, actor, deed, about, about_id, details) values ($1, $2, $3, $4, $5, $6, $7)',
      [row.id, row.at, row.actor, row.deed, row.about, row.aboutId, JSON.stringify(row.details)],
    );
  }

  async page({ deed, by, about }: AuditFilter, after: string | null, limit: number): Promise<AuditRow[]> {
    return this.#pool.query<AuditRow>(
      `select id, at, actor, deed, about, about_id as "aboutId", details from audit_log
        where ($1::text is null or deed = $1) and ($2::uuid is null or actor = $2) and ($3::uuid is null or about_id = $3)
          and ($4::uuid is null or id < $4)
        order by id desc limit $5`,
      [deed ?? null, by ?? null, about ?? null, after, limit],
    );
  }

  async deleteBefore(at: Date): Promise<void> {
    // Two years of the database's own clock: its trigger lets nothing younger go.
    await this.#pool.query(`delete from audit_log where at < least($1::timestamptz, now() - interval '2 years')`, [at]);
  }
}
