import { Global, Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.js';
import { EventLog } from './event-log.js';
import { Housekeeping } from './housekeeping.js';

@Global()
@Module({ imports: [JobsModule], providers: [EventLog, Housekeeping], exports: [EventLog] })
export class EventLogModule {}
