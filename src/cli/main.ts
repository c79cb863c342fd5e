import 'reflect-metadata';
import { existsSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { openDatabase } from '../open-database.js';
import { type Config, loadConfig } from '../platform/config/config.js';
import { prepareDataFolder } from '../platform/config/data-folder.js';
import { StartError } from '../platform/config/start-error.js';

/** A file of this folder: one command of the administrator. */
interface Command {
  readonly usage: string;
  /** On a booted application. Answers what to print. Throws a StartError with a sentence for the person at the terminal. */
  run?(args: readonly string[], app: INestApplicationContext): Promise<string>;
  /** The same without an application, for what reads or fills its database. */
  runAlone?(args: readonly string[], settings: Config, signal: AbortSignal): Promise<string>;
}

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  'create-admin': () => import('./create-admin.js'),
  backup: () => import('./backup.js'),
  restore: () => import('./restore.js'),
  demo: () => import('./demo.js'),
  reindex: () => import('./reindex.js'),
};

async function help(): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  return ['npm run cli -- <command>', '', ...loaded.map(({ usage }) => usage)].join('\n');
}

async function execute(name: string, args: readonly string[]): Promise<string> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) throw new StartError(`There is no command "${name}".\n\n${await help()}`);
  const { run, runAlone } = await load();
  if (existsSync('.env')) process.loadEnvFile('.env');
  const settings = loadConfig(process.env);
  if (runAlone !== undefined) return runAlone(args, settings, interrupted());
  prepareDataFolder(settings.dataDir);
  const database = await openDatabase(settings, { beside: true });
  try {
    const { bootContext } = await import('../boot.js');
    const app = await bootContext(database.config);
    try {
      return (await run?.(args, app)) ?? '';
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

/** Ctrl-C ends what is under way in order; a second one at once. */
function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => controller.abort());
  return controller.signal;
}

try {
  const [name, ...args] = process.argv.slice(2);
  console.log(name === undefined || name === 'help' || name === '--help' ? await help() : await execute(name, args));
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
