import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { addresses, listenSentence } from './addresses.js';
import { readCertificate } from './certificate.js';
import { openDatabase } from './open-database.js';
import { type Config, loadConfig } from './platform/config/config.js';
import { prepareDataFolder } from './platform/config/data-folder.js';
import { StartError } from './platform/config/start-error.js';

const OLDEST_NODE = 24;
const SHUTDOWN_LIMIT_MS = 60_000;
// Ctrl-C reaches the hub twice, from the terminal and from the start script; only a later one means "at once".
const IMPATIENT_AFTER_MS = 1_500;

/** What is open, in the order of its opening; the shutdown goes backwards. */
const opened: (() => Promise<void>)[] = [];
let onStopping = (): void => {};
let stopping: number | undefined;

async function start(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
    throw new StartError(`Tertulia needs Node ${OLDEST_NODE} and this is ${process.version}; use "npm start".`);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const settings = loadConfig(process.env);
  readCertificate(settings.tls);
  prepareDataFolder(settings.dataDir);
  void settings.secrets;
  // Loading the application takes as long as starting the database, so they go side by side.
  const application = import('./boot.js');
  // It is awaited below; should the database fail first, that is what counts.
  application.catch(() => undefined);
  const database = await openDatabase(settings, { before: () => assertPortFree(settings) });
  opened.push(() => database.close());
  onStopping = () => database.ending();
  const { bootHub } = await application;
  const { prepareDemo, sayWaysIn } = await import('./first-content.js');
  if (stopping !== undefined) return;
  await prepareDemo(database.config);
  if (stopping !== undefined) return;
  const hub = await bootHub(database.config);
  opened.push(() => hub.close());
  if (stopping !== undefined) return;
  console.log(addresses(settings, hub.url));
  await sayWaysIn(settings, hub.app, () => stopping !== undefined);
  process.send?.('ready');
}

// Found out before the database is started, so that the sentence comes at once.
async function assertPortFree(config: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(listenSentence(error, config)));
    probe.listen(config.port, config.host, () => probe.close(() => resolve()));
  });
}

async function stop(exitCode: number): Promise<void> {
  const now = performance.now();
  if (stopping !== undefined) {
    if (now - stopping > IMPATIENT_AFTER_MS) process.exit(1);
    return;
  }
  stopping = now;
  onStopping();
  setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
  // What a start under way opens meanwhile is closed as well.
  await started;
  for (const close of opened.toReversed()) {
    try {
      await close();
    } catch (error) {
      console.error(error);
      exitCode = 1;
    }
  }
  process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
// The start script has gone without a word.
process.on('disconnect', () => void stop(0));

let failure: unknown;
const started: Promise<void> = start().catch((error: unknown) => {
  failure = error;
});
await started;
// A start that is interrupted may fail for want of what the shutdown has taken away.
if (failure !== undefined && stopping === undefined) {
  console.error(failure instanceof StartError ? failure.message : failure);
  await stop(1);
}
