import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { describeError } from '../errors/describe-error.js';
import { retryAfterOf, translate } from '../errors/translate.js';
import { idFor } from '../observability/request-log.js';
import { FailureLimits } from './failure-limits.js';
import { languageOf } from './language.js';
import type { ActorRequest } from './operation.js';

/** Every failure of a route becomes an `ErrorBody` in the language of the request. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  readonly #log = new Logger('http');

  constructor(private readonly limits: FailureLimits) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<ActorRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = translate(thrown);
    if (error.status >= 500) this.#log.error({ ...idFor(request), code: error.code, error: describeError(thrown) });
    else if (error.status !== 429) await this.limits.failed(request);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const retryAfter = retryAfterOf(error);
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    response.setHeader('Cache-Control', 'no-store');
    response.status(error.status).json(error.body(languageOf(request), request.requestId));
  }
}
