// Jest's globalSetup: one throw-away PostgreSQL for the whole run, and in it a migrated template that test files copy.
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../../scripts/ts-hooks.mjs';
import stop from './stop-test-postgres.mjs';

export default async function start() {
  await import('reflect-metadata');
  const { EmbeddedPostgres } = await import('../../src/platform/database/embedded-postgres.ts');
  const { migrate } = await import('../../src/platform/database/migrate.ts');
  const { migrations } = await import('../../src/platform/database/migrations.ts');
  const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-test-'));
  chmodSync(dataDir, 0o755);
  mkdirSync(join(dataDir, 'logs'));
  const server = new EmbeddedPostgres({ dataDir, throwAway: true });
  globalThis.testPostgres = { server, dataDir };
  // Jest calls no teardown when it is interrupted or when this set-up fails.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop().then(() => process.exit(130)));
  try {
    await server.start();
    await migrate({ url: server.url(), migrations, trusted: true });
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.TERTULIA_TEST_SERVER = server.url('postgres');
  process.env.TERTULIA_TEST_TEMPLATE = 'tertulia';
}
