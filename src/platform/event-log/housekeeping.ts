import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { sqlOf } from '../database/sql.js';
import { Jobs } from '../jobs/jobs.js';

const KEYS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const AT_A_TIME = 5_000;

/** Forgets idempotency keys after 30 days, every night, in small transactions. */
@Injectable()
export class Housekeeping implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.repeat('event-log:forget-keys', '17 3 * * *', () => this.forgetKeys());
  }

  async forgetKeys(): Promise<void> {
    const before = new Date(this.clock.epochMs() - KEYS_KEPT_MS);
    let forgotten: unknown[];
    do {
      forgotten = await sqlOf(this.source).query(
        `delete from command_keys where (account, key) in (select account, key from command_keys where at < $1 limit $2)
         returning 1`,
        [before, AT_A_TIME],
      );
    } while (forgotten.length === AT_A_TIME);
  }
}
