import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Clock } from '../../src/platform/clock/clock.js';
import { BrandingModule } from '../../src/platform/branding/branding.module.js';
import { ClockModule } from '../../src/platform/clock/clock.module.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { EventLogModule } from '../../src/platform/event-log/event-log.module.js';
import { EventLog } from '../../src/platform/event-log/event-log.js';
import { configureHttp } from '../../src/platform/http/configure-http.js';
import { Drain } from '../../src/platform/http/drain.js';
import { HttpModule } from '../../src/platform/http/http.module.js';
import { IdsModule } from '../../src/platform/ids/ids.module.js';
import { ObservabilityModule } from '../../src/platform/observability/observability.module.js';
import { RealtimeModule } from '../../src/platform/realtime/realtime.module.js';
import { Realtime } from '../../src/platform/realtime/realtime.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { Live } from '../support/person.js';

import { Toy, ToyModule } from './toy.js';

/** The platform with one toy feature, on a real database, listening on a free port. */
export class ToyHub {
  private constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    readonly database: TestDatabase,
    private readonly drain: Drain,
    private readonly dataDir: string,
    private readonly ownsDatabase: boolean,
  ) {}

  static async boot(env: Record<string, string> = {}, database?: TestDatabase): Promise<ToyHub> {
    const own = database ?? (await createTestDatabase());
    const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-toy-'));
    const config = loadConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: own.url,
      LOG_LEVEL: 'silent',
      DEMO: 'off',
      ...env,
    });
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        ClockModule.forRoot(new Clock()),
        IdsModule,
        BrandingModule,
        DatabaseModule,
        ObservabilityModule,
        EventLogModule,
        HttpModule,
        RealtimeModule,
        ToyModule,
      ],
    }).compile();
    const app = module.createNestApplication<NestExpressApplication>({ bufferLogs: true });
    configureHttp(app, config);
    await app.init();
    const drain = new Drain(app.getHttpServer());
    await app.listen(0, config.host);
    const port = new URL(await app.getUrl()).port;
    return new ToyHub(app, `http://${config.host}:${port}`, own, drain, dataDir, database === undefined);
  }

  get toy(): Toy {
    return this.app.get(Toy);
  }

  get realtime(): Realtime {
    return this.app.get(Realtime);
  }

  get log(): EventLog {
    return this.app.get(EventLog);
  }

  connect(actor: { sessionId: string | null }, options: Parameters<typeof Live.connect>[2] = {}): Promise<Live> {
    return Live.connect(this.url, actor.sessionId ?? '', options);
  }

  /** Like a shutdown, without removing the database. */
  stop(): Promise<void> {
    this.#stopping ??= Promise.all([this.drain.finish(), this.realtime.close()]).then(() => this.app.close());
    return this.#stopping;
  }
  #stopping: Promise<void> | undefined;

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
    if (this.ownsDatabase) await this.database.drop();
  }
}
