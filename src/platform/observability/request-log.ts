import { Logger } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import type { ActorRequest } from '../http/operation.js';
import type { Metrics } from './metrics.js';

/** One line a request, by the pattern of its route: addresses carry codes of invitations, and names. */
export function requestLog(metrics: Metrics) {
  const log = new Logger('http');
  return (request: ActorRequest, response: Response, next: NextFunction): void => {
    const finished = metrics.requests.startTimer();
    response.once('finish', () => {
      const status = response.statusCode;
      const seconds = finished({ method: request.method, status });
      log.debug({
        ...idFor(request),
        method: request.method,
        route: routeOf(request),
        status,
        ms: Math.round(seconds * 1000),
      });
    });
    next();
  };
}

function routeOf(request: ActorRequest): string {
  const route: unknown = request.route;
  if (typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string')
    return route.path;
  return /^\/api(\/|$)/i.test(request.path) ? '(no route)' : '(client)';
}

/** The request's id for a log line, unless the logger of the request adds it by itself. */
export const idFor = (request: ActorRequest): { requestId?: string | undefined } =>
  Object.hasOwn(request, 'log') ? {} : { requestId: request.requestId };
