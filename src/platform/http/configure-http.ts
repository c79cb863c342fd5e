import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import cookieParser from 'cookie-parser';
import type { NextFunction, RequestHandler, Response } from 'express';
import { Logger as PinoLogger } from 'nestjs-pino';
import { MAX_FRAME_BYTES } from '../../contract/limits.js';
import { Branding } from '../branding/branding.js';
import type { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';
import { Ids } from '../ids/ids.js';
import { mountApiDocs } from '../observability/api-docs.js';
import { Health } from '../observability/health.js';
import { Metrics } from '../observability/metrics.js';
import { Pressure } from '../observability/pressure.js';
import { requestLog } from '../observability/request-log.js';
import { requestUnderWay } from '../observability/under-way.js';
import { securityHeaders } from './content-security.js';
import { languageOf } from './language.js';
import type { ActorRequest } from './operation.js';
import { originAllowed } from './origins.js';
import { boundSlowness, refuseWhenBusy } from './overload.js';
import { staticClient } from './static-client.js';

const REQUEST_ID = /^[\w-]{8,64}$/;
const CHANGES_NOTHING = /^(GET|HEAD|OPTIONS)$/;

/** All that stands before the routes. Call it once, before `app.init()`. */
export function configureHttp(app: NestExpressApplication, config: Config): void {
  app.useLogger(app.get(PinoLogger));
  app.disable('x-powered-by');
  app.set('trust proxy', typeof config.trustProxy === 'number' ? config.trustProxy : [...config.trustProxy]);
  // Answers of the API are stored nowhere, so nobody asks again whether they changed; files bring a tag of their own.
  app.set('etag', false);
  boundSlowness(app.getHttpServer());
  app.use(requestId(app.get(Ids)));
  app.use(requestLog(app.get(Metrics), config));
  app.use(securityHeaders(config));
  app.use('/health', app.get(Health).routes(app.getHttpServer()));
  app.use('/metrics', app.get(Metrics).routes());
  app.use('/api', refuseWhenBusy(app.get(Pressure)));
  app.use(compressed());
  app.use('/api', ownPagesOnly(config));
  app.use(cookieParser());
  app.useBodyParser('json', { limit: MAX_FRAME_BYTES });
  // Forms are sent as JSON; the parser that Nest would add by itself gets nothing to chew on.
  app.useBodyParser('urlencoded', { limit: 1_024, extended: false });
  mountApiDocs(app);
  app.use(staticClient(undefined, app.get(Branding)));
}

function requestId(ids: Ids): RequestHandler {
  return (request: ActorRequest, response: Response, next: NextFunction) => {
    const given = request.get('x-request-id') ?? '';
    request.requestId = REQUEST_ID.test(given) ? given : ids.next();
    response.setHeader('X-Request-Id', request.requestId);
    requestUnderWay.run(request.requestId, next);
  };
}

// Cookies come along whoever's page asks; what changes something is only for our own pages, and no answer is kept by anybody.
function ownPagesOnly(config: Config): RequestHandler {
  return (request: ActorRequest, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    if (CHANGES_NOTHING.test(request.method) || originAllowed(request, config)) return next();
    const error = new DomainError('wrong-origin');
    response.status(error.status).json(error.body(languageOf(request), request.requestId));
  };
}

// Who takes no encoding gets none, and pays for none of what finds that out.
function compressed(): RequestHandler {
  const compress = compression();
  return (request, response, next) =>
    request.headers['accept-encoding'] === undefined ? next() : compress(request, response, next);
}
