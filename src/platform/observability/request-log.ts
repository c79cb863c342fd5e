import { Logger } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import type { Config } from '../config/config.js';
import type { ActorRequest } from '../http/operation.js';
import type { Metrics } from './metrics.js';

/** One figure a request, and where the log is that fine one line, by the pattern of its route: addresses carry codes of invitations, and names. */
export function requestLog(metrics: Metrics, { logLevel }: Pick<Config, 'logLevel'>) {
  const log = new Logger('http');
  const told = logLevel === 'debug' || logLevel === 'trace';
  return (request: ActorRequest, response: Response, next: NextFunction): void => {
    const finished = metrics.requests.startTimer();
    response.once('finish', () => {
      const { method, requestId } = request;
      const status = response.statusCode;
      const seconds = finished({ method, status });
      if (told) log.debug({ requestId, method, route: routeOf(request), status, ms: Math.round(seconds * 1000) });
    });
    next();
  };
}

function routeOf(request: ActorRequest): string {
  const route: unknown = request.route;
  if (typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string')
    return request.baseUrl + route.path;
  return /^\/api(\/|$)/i.test(request.path) ? '(no route)' : '(client)';
}
