import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { bootContext } from './boot.js';
import { SetupCode } from './features/accounts/setup-code.js';
import { DemoClock } from './features/demo/demo-clock.js';
import { DemoPasswords } from './features/demo/demo-passwords.js';
import { demoWanted } from './features/demo/demo.repository.js';
import { DemoSeed } from './features/demo/demo-seed.js';
import { DemoService } from './features/demo/demo.service.js';
import { Clock } from './platform/clock/clock.js';
import type { Config } from './platform/config/config.js';
import { classify, type DatabaseProblem } from './platform/database/database-errors.js';

const STORY_MS = 11 * 24 * 60 * 60_000;
const AGAIN_MS = 1_000;
const PASSING: readonly DatabaseProblem[] = ['unavailable', 'timeout', 'disk-full'];

/** Plays the demo before the hub opens its door, where it is wanted and nobody is there yet. */
export async function prepareDemo(config: Config): Promise<void> {
  if (!config.demoEnabled || config.databaseUrl === undefined || !(await demoWanted(config.databaseUrl))) return;
  console.log('Writing the demo: 16 people, four rooms, ten days …');
  const now = new Clock().now();
  const clock = new DemoClock(new Date(now.getTime() - STORY_MS));
  const app = await bootContext(config, clock);
  try {
    // A start that was interrupted left half a story.
    await app.get(DemoService).clear();
    await app.get(DemoSeed).play(clock, now);
  } finally {
    await app.close();
  }
}

/**
 * Says how to get in, once. The hub is open by then: a database that goes in that very moment ends nothing, and it is said when
 * it is back.
 */
export async function sayWaysIn(
  config: Config,
  app: INestApplicationContext,
  isStopping: () => boolean,
): Promise<void> {
  for (let tries = 1; !isStopping(); tries += 1) {
    try {
      return console.log(await waysIn(config, app));
    } catch (error) {
      if (!PASSING.includes(classify(error))) throw error;
    }
    if (tries === 1) console.log('The database has gone just now; how to get in is said here when it is back.\n');
    await sleep(AGAIN_MS);
  }
}

/** How to get in: the demo's addresses, or the code for the first administrator. */
async function waysIn(config: Config, app: INestApplicationContext): Promise<string> {
  const lines: string[] = [];
  if (config.demoEnabled && (await app.get(DemoService).made())) {
    const passwords = app.get(DemoPasswords);
    lines.push(
      'Demo: sign in as',
      '',
      `  ${passwords.emailOf('lucia')}   (administers the hub)`,
      `  ${passwords.emailOf('amaia')}, ${passwords.emailOf('mateo')}, ${passwords.emailOf('noor')} …`,
      `  password of all of them: ${passwords.password}`,
      '',
      '"npm run cli -- demo remove" takes the demo away.',
      '',
    );
  }
  const code = await app.get(SetupCode).setupCode();
  if (code !== null)
    lines.push(
      'Nobody administers this hub yet. The first visit makes the administrator, with this code:',
      '',
      `  ${code}`,
      '',
    );
  return lines.join('\n');
}
