import 'reflect-metadata';
import { existsSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { openDatabase } from '../open-database.js';
import { loadConfig } from '../platform/config/config.js';
import { prepareDataFolder } from '../platform/config/data-folder.js';
import { StartError } from '../platform/config/start-error.js';

/** A file of this folder: one command of the administrator. */
interface Command {
  readonly usage: string;
  /** Answers what to print. Throws a StartError with a sentence for the person at the terminal. */
  run(args: readonly string[], app: INestApplicationContext): Promise<string>;
}

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  'create-admin': () => import('./create-admin.js'),
  demo: () => import('./demo.js'),
};

async function help(): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  return ['npm run cli -- <command>', '', ...loaded.map(({ usage }) => usage)].join('\n');
}

async function execute(name: string, args: readonly string[]): Promise<string> {
  const load = commands[name];
  if (load === undefined) throw new StartError(`There is no command "${name}".\n\n${await help()}`);
  const { run } = await load();
  if (existsSync('.env')) process.loadEnvFile('.env');
  const settings = loadConfig(process.env);
  prepareDataFolder(settings.dataDir);
  const database = await openDatabase(settings, { beside: true });
  try {
    const { bootContext } = await import('../boot.js');
    const app = await bootContext(database.config);
    try {
      return await run(args, app);
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

try {
  const [name, ...args] = process.argv.slice(2);
  console.log(name === undefined || name === 'help' || name === '--help' ? await help() : await execute(name, args));
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
