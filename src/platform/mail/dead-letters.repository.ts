import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ErrorCode } from '../../contract/errors.contract.js';
import { type Sql, sqlOf } from '../database/sql.js';

/** A mail that nobody would take: what it was about, never its words. */
export interface DeadLetter {
  id: string;
  kind: string;
  data: unknown;
  reason: ErrorCode;
  answer: number | null;
  at: Date;
}
const SHOWN = 100;

@Injectable()
export class DeadLettersRepository {
  readonly #pool: Sql;

  constructor(private readonly source: DataSource) {
    this.#pool = sqlOf(source);
  }

  async bury({ id, kind, data, reason, answer, at }: DeadLetter): Promise<void> {
    await this.#pool.query(
      `insert into dead_letters (id, kind, data, reason, answer, at) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do update set reason = $4, answer = $5, at = $6`,
      [id, kind, JSON.stringify(data), reason, answer, at],
    );
  }

  /** The newest hundred. */
  async list(): Promise<DeadLetter[]> {
    return this.#pool.query<DeadLetter>(
      `select id, kind, data, reason, answer, at from dead_letters order by at desc, id desc limit $1`,
      [SHOWN],
    );
  }

  /** Takes it from the list; undefined where somebody else already has. */
  async take(id: string, sql: Sql = this.#pool): Promise<DeadLetter | undefined> {
    return (
      await sql.query<DeadLetter>(
        'delete from dead_letters where id = $1 returning id, kind, data, reason, answer, at',
        [id],
      )
    )[0];
  }

  /** Mails on their way: in the queue, or waiting to be tried again. */
  async waiting(task: string): Promise<number> {
    const [row] = await this.#pool.query<{ count: string }>(
      'select count(*) from graphile_worker.jobs where task_identifier = $1',
      [task],
    );
    return Number(row?.count ?? 0);
  }

  async inTransaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.source.transaction((manager) => work(sqlOf(manager)));
  }
}
