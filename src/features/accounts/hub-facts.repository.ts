import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RegistrationMode } from '../../contract/admin.contract.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

/** What the first pages ask at every visit: one statement. */
export interface HubFacts {
  hasAdmin: boolean;
  hasDemo: boolean;
  /** As it was set at run time, if it was. */
  registration: unknown;
}

const REGISTRATION = 'accounts.registration';

@Injectable()
export class HubFactsRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  async read(sql: Sql = this.#pool): Promise<HubFacts> {
    const [facts] = await sql.query<HubFacts>(
      `select exists (select from accounts where role = 'admin' and banned_at is null) as "hasAdmin",
              exists (select from accounts where demo) as "hasDemo",
              (select value from settings where key = '${REGISTRATION}') as registration`,
    );
    return facts ?? { hasAdmin: false, hasDemo: false, registration: null };
  }

  /** Null: as the installation says. */
  async setRegistration(mode: RegistrationMode | null, sql: Sql): Promise<void> {
    if (mode === null) await sql.query('delete from settings where key = $1', [REGISTRATION]);
    else
      await sql.query(
        `insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value, changed_at = now()`,
        [REGISTRATION, JSON.stringify(mode)],
      );
  }
}
