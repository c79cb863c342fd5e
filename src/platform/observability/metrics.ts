import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type RequestHandler, Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Config } from '../config/config.js';

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/** What the hub counts about itself, for Prometheus. No label ever names a person or a room. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'tertulia_http_request_seconds',
    help: 'Duration of HTTP requests by method and status',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [this.registry],
  });
  readonly sockets = this.gauge('tertulia_sockets', 'Sockets that are connected');
  readonly followings = this.gauge('tertulia_followings', 'Streams that sockets follow with all frames');
  readonly ringBytes = this.gauge('tertulia_ring_bytes', 'Bytes of events kept to answer resuming clients');
  readonly frames = this.counter('tertulia_frames_total', 'Frames encoded');
  readonly deliveries = this.counter('tertulia_deliveries_total', 'Frames handed to sockets');
  readonly slowSockets = this.counter('tertulia_slow_sockets_total', 'Sockets sent away because they read too slowly');
  readonly healed = this.counter('tertulia_healed_events_total', 'Events that reached followers from the table');
  readonly commands = new Counter({
    name: 'tertulia_commands_total',
    help: 'Socket commands by name and outcome',
    labelNames: ['name', 'outcome'],
    registers: [this.registry],
  });
  readonly batchSize = new Histogram({
    name: 'tertulia_commit_events',
    help: 'Events committed together',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
    registers: [this.registry],
  });

  constructor(private readonly config: Config) {
    collectDefaultMetrics({ register: this.registry });
  }

  /** To be mounted at `/metrics`: for programs on this machine, or for who holds the key of DATA_DIR/keys. */
  routes(): RequestHandler {
    const router = Router();
    router.get('/', (request, response, next) => {
      if (!this.mayRead(request.socket.remoteAddress, request.headers)) return void response.status(404).end();
      this.registry.metrics().then(
        (text) => response.setHeader('Content-Type', this.registry.contentType).send(text),
        (error: unknown) => next(error),
      );
    });
    return router;
  }

  // A proxy on this machine comes from loopback too, but says that it forwards.
  private mayRead(
    address: string | undefined,
    headers: { authorization?: string; forwarded?: string; 'x-forwarded-for'?: string | string[] },
  ): boolean {
    const direct = headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
    if (direct && LOOPBACK.test(address ?? '')) return true;
    const key = this.config.metricsToken;
    const given = Buffer.from(headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${key}`);
    return key !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }

  private counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] });
  }
}
