import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

export interface JobRow {
  task: string;
  waiting: number;
  failing: number;
  givenUp: number;
  oldest: Date;
}

/** Figures of the database about itself, and of what is kept in it. */
@Injectable()
export class SystemRepository {
  readonly #sql: Sql;

  constructor(source: DataSource) {
    this.#sql = sqlOf(source);
  }

  async database(): Promise<{ version: string; bytes: number }> {
    const [row] = await this.#sql.query<{ version: string; bytes: string | number }>(
      `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
    );
    return { version: row?.version ?? '', bytes: Number(row?.bytes ?? 0) };
  }

  async uploads(): Promise<{ files: number; bytes: number }> {
    const [row] = await this.#sql.query<{ files: number; bytes: string | number }>(
      'select count(*) as files, coalesce(sum(bytes), 0)::bigint as bytes from files where erased_at is null',
    );
    return { files: row?.files ?? 0, bytes: Number(row?.bytes ?? 0) };
  }

  /** What waits or has failed, by kind of job. */
  async jobs(): Promise<JobRow[]> {
    return this.#sql.query<JobRow>(
      `select task_identifier as task, count(*) filter (where attempts < max_attempts) as waiting,
              count(*) filter (where attempts between 1 and max_attempts - 1) as failing,
              count(*) filter (where attempts >= max_attempts) as "givenUp", min(created_at) as oldest
         from graphile_worker.jobs group by task_identifier order by task_identifier`,
    );
  }
}
