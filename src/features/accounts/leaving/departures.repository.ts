import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';

export interface Departure {
  textsToo: boolean;
  forgottenTo: number;
}
interface OwnRows {
  account: unknown;
  sessions: unknown;
  tokens: unknown;
  identities: unknown;
}

/** Copies that were asked for, accounts that are going, and what an account has of itself. */
@Injectable()
export class DeparturesRepository {
  readonly sql: Sql;

  constructor(source: DataSource) {
    this.sql = sqlOf(source);
  }

  /** The copy asked for since this moment, if there is one. */
  async exportSince(
    accountId: string,
    since: Date,
    sql: Sql = this.sql,
  ): Promise<{ id: string; askedAt: Date } | null> {
    const [row] = await sql.query<{ id: string; askedAt: Date }>(
      `select id, asked_at as "askedAt" from account_exports where account_id = $1 and asked_at > $2 order by asked_at desc limit 1`,
      [accountId, since],
    );
    return row ?? null;
  }

  async addExport(id: string, accountId: string, at: Date, sql: Sql): Promise<void> {
    await sql.query('insert into account_exports values ($1, $2, $3)', [id, accountId, at]);
  }

  async exportOwner(id: string): Promise<{ accountId: string; name: string } | null> {
    const [row] = await this.sql.query<{ accountId: string; name: string }>(
      `select a.id as "accountId", a.name from account_exports e join accounts a on a.id = e.account_id
        where e.id = $1 and a.deleted_at is null and a.banned_at is null`,
      [id],
    );
    return row ?? null;
  }

  /** Without what proves who somebody is: hashes and keys are no data of theirs. */
  async own(accountId: string): Promise<OwnRows | undefined> {
    const [row] = await this.sql.query<OwnRows>(
      `select to_jsonb(a) - 'password_hash' as account,
              (select coalesce(jsonb_agg(to_jsonb(s) - '{refresh_hash,previous_hash}'::text[] order by s.created_at), '[]') from sessions s where s.account_id = a.id) as sessions,
              (select coalesce(jsonb_agg(to_jsonb(t) - 'hash' order by t.created_at), '[]') from api_tokens t where t.account_id = a.id) as tokens,
              (select coalesce(jsonb_agg(to_jsonb(i) order by i.linked_at), '[]') from identities i where i.account_id = a.id) as identities
         from accounts a where a.id = $1`,
      [accountId],
    );
    return row;
  }

  /** What opens the account, and every trace of where it was used from. */
  async forget(accountId: string, sql: Sql): Promise<void> {
    for (const table of ['sessions', 'api_tokens', 'mailed_links', 'identities', 'account_exports'])
      await sql.query(`delete from ${table} where account_id = $1`, [accountId]);
  }

  async leave(accountId: string, textsToo: boolean, at: Date, sql: Sql): Promise<void> {
    await sql.query('update accounts set deleted_at = $2 where id = $1', [accountId, at]);
    await sql.query('insert into departures (account_id, at, texts_too) values ($1, $2, $3)', [
      accountId,
      at,
      textsToo,
    ]);
  }

  async departure(accountId: string): Promise<Departure | null> {
    const [row] = await this.sql.query<Departure>(
      `select texts_too as "textsToo", forgotten_to as "forgottenTo" from departures where account_id = $1 and done_at is null`,
      [accountId],
    );
    return row ?? null;
  }

  async forgottenTo(accountId: string, position: number, sql: Sql): Promise<void> {
    await sql.query('update departures set forgotten_to = $2 where account_id = $1', [accountId, position]);
  }

  async done(accountId: string, at: Date): Promise<void> {
    await this.sql.query('update departures set done_at = $2 where account_id = $1', [accountId, at]);
  }
}
