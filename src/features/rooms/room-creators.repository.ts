import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

/** The setting `rooms.create`. */
@Injectable()
export class RoomCreatorsRepository {
  readonly #sql: Sql;

  constructor(source: DataSource) {
    this.#sql = sqlOf(source);
  }

  async creators(): Promise<unknown> {
    const [row] = await this.#sql.query<{ value: unknown }>(`select value from settings where key = 'rooms.create'`);
    return row?.value ?? null;
  }

  /** Merged in one statement; answers the whole. */
  async setCreators(changes: object): Promise<unknown> {
    const [row] = await this.#sql.query<{ value: unknown }>(
      `insert into settings (key, value) values ('rooms.create', $1)
       on conflict (key) do update set value = settings.value || excluded.value, changed_at = now() returning value`,
      [JSON.stringify(changes)],
    );
    return row?.value ?? null;
  }
}
