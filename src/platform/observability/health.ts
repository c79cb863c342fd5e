import type { Server } from 'node:http';
import { Injectable } from '@nestjs/common';
import { type RequestHandler, Router } from 'express';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import { DiskWatch } from '../database/disk-watch.js';

const PATIENCE_MS = 2_000;

/** `live`: the process answers. `ready`: it can serve people, so a balancer may send them here. */
@Injectable()
export class Health {
  constructor(
    private readonly database: Database,
    private readonly disk: DiskWatch,
    private readonly clock: Clock,
  ) {}

  routes(server: Server): RequestHandler {
    const router = Router();
    router.get('/health/live', (_request, response) => void response.json({ status: 'ok' }));
    router.get('/health/ready', (_request, response, next) => {
      this.check(server).then(
        (checks) =>
          response
            .status(checks.accepting && checks.database ? 200 : 503)
            .json({ ...checks, disk: this.disk.full ? 'full' : 'ok' }),
        (error: unknown) => next(error),
      );
    });
    return router;
  }

  private async check(server: Server): Promise<{ accepting: boolean; database: boolean }> {
    return { accepting: server.listening, database: await this.answers() };
  }

  // A database that is frozen answers neither yes nor no; a balancer wants to know all the same.
  private answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const limit = this.clock.setTimer(() => resolve(false), PATIENCE_MS);
      this.database.sql
        .query('SELECT 1')
        .then(
          () => resolve(true),
          () => resolve(false),
        )
        .finally(() => this.clock.clearTimer(limit));
    });
  }
}
