import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../clock/clock.js';
import { describeError } from '../errors/describe-error.js';
import type { DomainError } from '../errors/domain-error.js';
import { retryAfterOf, translate } from '../errors/translate.js';
import { Seldom, more } from '../observability/seldom.js';
import { FailureLimits } from './failure-limits.js';
import { languageOf } from './language.js';
import type { ActorRequest } from './operation.js';

/** Every failure of a route becomes an `ErrorBody` in the language of the request. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  readonly #log = new Logger('http');
  readonly #seldom = new Seldom();

  constructor(
    private readonly limits: FailureLimits,
    private readonly clock: Clock,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<ActorRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = translate(thrown);
    if (error.status >= 500) this.note(request, error, thrown);
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

  // A bug is written down each time; a passing trouble is met by everybody at once.
  private note(request: ActorRequest, error: DomainError, thrown: unknown): void {
    const line = { requestId: request.requestId, code: error.code, error: describeError(thrown) };
    if (error.code === 'internal') this.#log.error(line);
    else this.#seldom.say(error.code, this.clock.monotonic(), (unsaid) => this.#log.warn({ ...line, ...more(unsaid) }));
  }
}
