import type { Server } from 'node:http';
import { Injectable } from '@nestjs/common';
import { type RequestHandler, Router } from 'express';
import { DatabaseWatch } from '../database/database-watch.js';
import { DiskWatch } from '../database/disk-watch.js';
import { Pressure } from './pressure.js';

/** `live`: the process answers. `ready`: it can serve people, so a balancer may send them here; if not, `problems` says why. */
@Injectable()
export class Health {
  constructor(
    private readonly database: DatabaseWatch,
    private readonly disk: DiskWatch,
    private readonly pressure: Pressure,
  ) {}

  /** To be mounted at `/health`. */
  routes(server: Server): RequestHandler {
    const router = Router();
    router.get('/live', (_request, response) => void response.json({ status: 'ok' }));
    router.get('/ready', (_request, response) => {
      const accepting = server.listening;
      const database = this.database.trouble === undefined;
      const problems = [
        accepting ? [] : 'The hub is shutting down.',
        database ? [] : `The database is gone: ${this.database.trouble}.`,
        this.disk.full ? 'The disk is full: nothing new is stored.' : [],
        this.pressure.refusal() ? 'The hub is overloaded.' : [],
      ].flat();
      response.status(accepting && database ? 200 : 503).json({
        accepting,
        database,
        disk: this.disk.full ? 'full' : 'ok',
        ...(problems.length > 0 ? { problems } : {}),
      });
    });
    return router;
  }
}
