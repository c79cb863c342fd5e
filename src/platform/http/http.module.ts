import { Global, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { invalidInput } from '../errors/invalid-input.js';
import { Authentication } from './authentication.js';
import { ErrorFilter } from './error.filter.js';
import { FailureLimits } from './failure-limits.js';
import { HubAddress } from './hub-address.js';
import { OperationGuard } from './operation.guard.js';
import { RateLimits } from './rate-limits.js';

/** What every route goes through: guard, validation, errors in words. */
@Global()
@Module({
  providers: [
    Authentication,
    RateLimits,
    FailureLimits,
    HubAddress,
    { provide: APP_GUARD, useClass: OperationGuard },
    {
      provide: APP_PIPE,
      useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: (issues) => invalidInput(issues) }),
    },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
  exports: [Authentication, RateLimits, FailureLimits, HubAddress],
})
export class HttpModule {}
