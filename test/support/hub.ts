import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { serve, type RunningHub } from '../../src/boot.js';
import { LEGAL_VERSION, type Session } from '../../src/contract/accounts.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import type { PlatformRole } from '../../src/contract/words.js';
import { ClockModule } from '../../src/platform/clock/clock.module.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { sqlOf, type Sql } from '../../src/platform/database/sql.js';
import { EventLog } from '../../src/platform/event-log/event-log.js';
import { Pressure } from '../../src/platform/observability/pressure.js';
import { NeverLate } from './never-late.js';
import { Http, Person } from './person.js';
import { TestClock } from './test-clock.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface HubOptions {
  /** Settings as in the environment. */
  env?: Record<string, string>;
  /** Another node of the same hub: its database, and (in `env`) the same Redis. */
  database?: TestDatabase;
  dataDir?: string;
  /** Providers replaced by planted ones. */
  replace?: readonly { token: Type; by: Type }[];
}

/** A real hub on a real database, listening on a free port, with a clock that can be moved. */
export class TestHub {
  private constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    readonly clock: TestClock,
    readonly database: TestDatabase,
    readonly dataDir: string,
    private readonly running: RunningHub,
    private readonly owns: { database: boolean; dataDir: boolean },
  ) {}

  readonly #people: Person[] = [];

  static async boot(options: HubOptions = {}): Promise<TestHub> {
    const database = options.database ?? (await createTestDatabase());
    const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'tertulia-test-'));
    const config = loadConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      LOG_LEVEL: 'fatal',
      DEMO: 'off',
      // What people say in tests leads nowhere.
      LINK_PREVIEWS: 'off',
      // A hub with video says so, and gets MEDIASOUP_WORKER_BIN.
      VIDEO: 'off',
      ...options.env,
    });
    const clock = new TestClock();
    let building = Test.createTestingModule({
      imports: [AppModule, ConfigModule.forRoot(config), ClockModule.forRoot(clock)],
    });
    building = building.overrideProvider(Pressure).useClass(NeverLate);
    for (const { token, by } of options.replace ?? []) building = building.overrideProvider(token).useClass(by);
    const module = await building.compile();
    const app = module.createNestApplication<NestExpressApplication>({ bufferLogs: true });
    const running = await serve(app, config);
    return new TestHub(app, running.url, clock, database, dataDir, running, {
      database: options.database === undefined,
      dataDir: options.dataDir === undefined,
    });
  }

  get sql(): Sql {
    return sqlOf(this.app.get(DataSource));
  }

  get log(): EventLog {
    return this.app.get(EventLog);
  }

  /** A visitor: nobody signed in. */
  visitor(): Http {
    return new Http(this.url);
  }

  /** Registers somebody as the browser does. A role or standing is given in the table before they sign in. */
  async person(
    name: string,
    options: { role?: PlatformRole; mentor?: boolean; ageBand?: '16-17' | '18-plus' } = {},
  ): Promise<Person> {
    const http = this.visitor();
    const email = `${name.toLowerCase().replace(/[^a-z0-9]/g, '')}.${randomUUID().slice(0, 8)}@example.org`;
    const password = `correct horse ${randomUUID()}`;
    const registered = await http.post<Session>('/api/accounts', {
      name,
      email,
      password,
      ageBand: options.ageBand ?? '18-plus',
      acceptedTerms: LEGAL_VERSION,
      language: 'es',
      timeZone: 'Europe/Madrid',
    });
    if (registered.status !== 201)
      throw new Error(`Could not register ${name}: ${registered.status} ${JSON.stringify(registered.body)}`);
    let session = registered.body;
    if (options.role || options.mentor) {
      await this.sql.query('update accounts set role = $2, mentor = $3 where id = $1', [
        session.account.id,
        options.role ?? 'member',
        options.mentor ? 'granted' : 'none',
      ]);
      const again = await http.post<Session>('/api/session', { email, password });
      if (again.status >= 300)
        throw new Error(`Could not sign ${name} in: ${again.status} ${JSON.stringify(again.body)}`);
      session = again.body;
    }
    http.token = session.accessToken;
    const person = new Person(this.url, session.account.id, name, email, password, http);
    this.#people.push(person);
    return person;
  }

  /** A room made by `host` with the ordinary form. */
  async room(host: Person, room: Record<string, unknown> = {}): Promise<string> {
    const made = await host.http.post<RoomCard>('/api/rooms', {
      kind: 'study-group',
      title: 'Grupo de prueba',
      ...room,
    });
    if (made.status !== 201) throw new Error(`Could not create the room: ${made.status} ${JSON.stringify(made.body)}`);
    return made.body.room.id;
  }

  async close(): Promise<void> {
    for (const person of this.#people) person.close();
    await this.running.close();
    if (this.owns.dataDir) rmSync(this.dataDir, { recursive: true, force: true });
    if (this.owns.database) await this.database.drop();
  }
}
