import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sqlOf, type Sql } from '../database/sql.js';

const KEY = 'hub.branding';

@Injectable()
export class BrandingRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  async read(): Promise<unknown> {
    return (await this.#pool.query<{ value: unknown }>('select value from settings where key = $1', [KEY]))[0]?.value;
  }

  /** Only what is named changes. */
  async merge(changes: object): Promise<void> {
    await this.#pool.query(
      `insert into settings (key, value) values ($1, $2)
       on conflict (key) do update set value = settings.value || excluded.value, changed_at = now()`,
      [KEY, JSON.stringify(changes)],
    );
  }

  async forget(): Promise<void> {
    await this.#pool.query('delete from settings where key = $1', [KEY]);
  }
}
