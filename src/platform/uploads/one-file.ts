import {
  HttpException,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { finalize, type Observable } from 'rxjs';
import { FILE_MAX_BYTES } from '../../contract/limits.js';
import { busy, DomainError } from '../errors/domain-error.js';

// Each is held in memory while it comes in and is looked at.
const AT_ONCE = 8;
const COME_AGAIN_MS = 3_000;

/** The name as it came, in UTF-8 and with whatever folders: `file-name.ts` judges it. */
const Form = FileInterceptor('file', {
  preservePath: true,
  defParamCharset: 'utf8',
  limits: { fileSize: FILE_MAX_BYTES, files: 1, fields: 0, parts: 1, headerPairs: 20 },
});

/** One file in the form field `file`. Guards have asked by now whether this person may send any. */
@Injectable()
export class OneFile implements NestInterceptor {
  readonly #form = new Form();
  #running = 0;

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (this.#running >= AT_ONCE) throw busy(COME_AGAIN_MS);
    this.#running += 1;
    try {
      const answer = await this.#form.intercept(context, next);
      return answer.pipe(finalize(() => (this.#running -= 1)));
    } catch (error) {
      this.#running -= 1;
      const tooLarge = error instanceof HttpException && error.getStatus() === 413;
      throw tooLarge ? new DomainError('uploads/too-large', { limit: FILE_MAX_BYTES / 1024 / 1024 }) : error;
    }
  }
}
