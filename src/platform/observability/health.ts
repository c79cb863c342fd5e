import type { Server } from 'node:http';
import { Injectable } from '@nestjs/common';
import { type RequestHandler, Router } from 'express';
import { DataSource } from 'typeorm';
import { DiskWatch } from '../database/disk-watch.js';
import { sqlOf } from '../database/sql.js';

/** `live`: the process answers. `ready`: it can serve people, so a balancer may send them here. */
@Injectable()
export class Health {
  constructor(
    private readonly database: DataSource,
    private readonly disk: DiskWatch,
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

  private async answers(): Promise<boolean> {
    try {
      await sqlOf(this.database).query('SELECT 1');
      return true;
    } catch {
      return false; // Why is in the database's own log; here only the fact counts.
    }
  }
}
