import type { Server } from 'node:http';
import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { listenSentence } from './addresses.js';
import { AppModule } from './app.module.js';
import { readCertificate } from './certificate.js';
import { Clock } from './platform/clock/clock.js';
import { ClockModule } from './platform/clock/clock.module.js';
import type { Config } from './platform/config/config.js';
import { ConfigModule } from './platform/config/config.module.js';
import { configureHttp } from './platform/http/configure-http.js';
import { Drain } from './platform/http/drain.js';
import { Realtime } from './platform/realtime/realtime.js';

/** A hub that answers. */
export interface RunningHub {
  readonly app: NestExpressApplication;
  /** Where it listens on this machine, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Finishes what is under way, tells the clients to come back, and closes everything but the database server. Idempotent. */
  close(): Promise<void>;
}

const whole = (config: Config, clock: Clock): DynamicModule => ({
  module: AppModule,
  imports: [ConfigModule.forRoot(config), ClockModule.forRoot(clock)],
});

/** Boots the application on a database that is up and migrated. */
export async function bootHub(config: Config): Promise<RunningHub> {
  const httpsOptions = readCertificate(config.tls);
  const app = await NestFactory.create<NestExpressApplication>(whole(config, new Clock()), {
    // Until the hub's own logger is in place; which modules were loaded interests nobody.
    logger: ['warn', 'error', 'fatal'],
    abortOnError: false,
    ...(httpsOptions ? { httpsOptions } : {}),
  });
  return serve(app, config);
}

/** The application without a door: for commands of the administrator, and for the demo with its own clock. */
export async function bootContext(config: Config, clock = new Clock()): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(whole(config, clock), {
    logger: ['warn', 'error', 'fatal'],
    abortOnError: false,
  });
}

/** The part of the boot that tests share when they have put their own providers into the application. */
export async function serve(app: NestExpressApplication, config: Config): Promise<RunningHub> {
  configureHttp(app, config);
  await app.init();
  const server: Server = app.getHttpServer();
  const drain = new Drain(server);
  const realtime = app.get(Realtime);
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    throw listenSentence(error, config);
  }
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all([drain.finish(), realtime.close()]);
    await app.close();
  };
  return { app, url: urlOf(server, config), close: () => (closing ??= close()) };
}

function urlOf(server: Server, config: Config): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `${config.tls ? 'https' : 'http'}://${host}:${port}`;
}
