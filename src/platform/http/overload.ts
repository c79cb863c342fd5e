import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import { busy } from '../errors/domain-error.js';
import { retryAfterOf } from '../errors/translate.js';
import type { Pressure } from '../observability/pressure.js';
import { languageOf } from './language.js';
import type { ActorRequest } from './operation.js';
import { whenOver } from './when-over.js';

/** Requests to the API under way on this node: what a hub serves in about a second. */
const UNDER_WAY_MAX = 1_000;

// Times for those who send or take slowly, on purpose or not. A photo of 5 MB needs 0.7 Mbit/s.
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
const ANSWER_MS = 120_000;
const LOOK_MS = 5_000;

/** Refuses in words, and before any work, what the hub could only serve late. */
export function refuseWhenBusy(pressure: Pressure): RequestHandler {
  let underWay = 0;
  return (request: ActorRequest, response, next) => {
    const error = underWay >= UNDER_WAY_MAX ? busy(0) : pressure.refusal();
    if (error) {
      response.setHeader('Retry-After', retryAfterOf(error) ?? 1);
      response.status(error.status).json(error.body(languageOf(request), request.requestId));
      return;
    }
    underWay += 1;
    whenOver(request, response, () => (underWay -= 1));
    next();
  };
}

/** Before it listens: nobody holds a connection of HTTP by sending or reading a byte now and then. */
export function boundSlowness(server: Server, answerMs = ANSWER_MS): void {
  Object.assign(server, {
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: LOOK_MS,
  });
  server.on('request', (request, response) => {
    const limit = setTimeout(() => request.socket.destroy(), answerMs).unref();
    whenOver(request, response, () => clearTimeout(limit));
  });
}
