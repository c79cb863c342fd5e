// A real hub on a throw-away database, whose story ends at one fixed moment.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../ts-hooks.mjs';
import { HELD_MS } from './plant-beside.mjs';
import { plant } from './plant.mjs';

/** A Thursday evening in Madrid: the moment that every picture shows. */
export const MOMENT = new Date('2026-11-19T17:42:00.000Z');
const STORY_MS = 11 * 24 * 60 * 60_000;
/** What is planted after the story takes a few moments of it too. */
const MARGIN_MS = 5 * 60_000;

/** Boots and plants; resolves with what the pages need to know, and `close()`. */
export async function openHub() {
  const { default: start } = await import('../../test/ground/start-test-postgres.mjs');
  const { default: stop } = await import('../../test/ground/stop-test-postgres.mjs');
  await start();
  const closing = [stop];
  const close = async () => {
    for (const step of closing.toReversed()) await step();
  };
  try {
    const database = await (await import('../../test/support/test-database.ts')).createTestDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'tertulia-shots-'));
    closing.push(() => rmSync(dataDir, { recursive: true, force: true }));
    const planted = await play(database, dataDir);
    const { TestHub } = await import('../../test/support/hub.ts');
    const { generous } = await import('../../test/support/generous-limits.ts');
    const hub = await TestHub.boot({ database, dataDir, env: { DEMO: 'on' }, replace: [generous] });
    closing.push(() => hub.close());
    // It stands still: "5 minutes ago" is the same in every picture.
    hub.clock.epochMs = () => MOMENT.getTime();
    // Browsers measure their own clock by this header, which Node takes from the machine.
    hub.app.getHttpServer().prependListener('request', (_request, response) => {
      response.setHeader('date', hub.clock.now().toUTCString());
    });
    return { hub, planted, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The demo and what the pictures need beside it, said at the times of the story. */
async function play(database, dataDir) {
  const { bootContext } = await import('../../src/boot.ts');
  const { loadConfig } = await import('../../src/platform/config/config.ts');
  const { DemoClock } = await import('../../src/features/demo/demo-clock.ts');
  const { DemoSeed } = await import('../../src/features/demo/demo-seed.ts');
  const clock = new DemoClock(new Date(MOMENT.getTime() - STORY_MS));
  const config = loadConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'fatal',
    DEMO: 'on',
    VIDEO: 'off',
  });
  const app = await bootContext(config, clock);
  try {
    await app.get(DemoSeed).play(clock, new Date(MOMENT.getTime() - HELD_MS - MARGIN_MS));
    return await plant(app, clock);
  } finally {
    await app.close();
  }
}
