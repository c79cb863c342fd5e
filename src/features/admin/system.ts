import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { parkedInput, SystemState } from '../../contract/admin.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { lastBackupOf } from '../../platform/database/backup/last-backup.js';
import { DiskWatch } from '../../platform/database/disk-watch.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { Pressure } from '../../platform/observability/pressure.js';
import { processFacts } from '../../platform/observability/process-facts.js';
import { requireAdmin } from './admin.policy.js';
import { SystemRepository } from './system.repository.js';

type Parked = z.output<typeof parkedInput>;

/** How the machine is, and what an admin may do about events that a listener could not digest. */
@Injectable()
export class SystemStatus {
  readonly #startedAt: Date;

  constructor(
    private readonly config: Config,
    clock: Clock,
    private readonly log: EventLog,
    private readonly disk: DiskWatch,
    private readonly pressure: Pressure,
    private readonly audit: Audit,
    private readonly repository: SystemRepository,
  ) {
    this.#startedAt = clock.now();
  }

  async state(actor: Actor): Promise<SystemState> {
    requireAdmin(actor);
    const [database, uploads, jobs, parked, disk, lastBackup] = await Promise.all([
      this.repository.database(),
      this.repository.uploads(),
      this.repository.jobs(),
      this.log.parked(),
      this.disk.room(),
      lastBackupOf(this.config.dataDir),
    ]);
    return {
      ...processFacts(),
      startedAt: this.#startedAt.toISOString(),
      lateMs: Math.round(this.pressure.lateMs),
      disk: disk && { ...disk, full: this.disk.full },
      database: { ...database, embedded: this.config.databaseEmbedded },
      uploads: { ...uploads, place: this.config.bucket === undefined ? 'disk' : 'bucket' },
      lastBackup,
      jobs: jobs.map((job) => ({ ...job, oldest: job.oldest.toISOString() })),
      parked: parked.map(({ listener, position, type, attempts, error, parkedAt }) => ({
        ...{ listener, position, type, attempts, error: error.slice(0, 500) },
        parkedAt: parkedAt.toISOString(),
      })),
    };
  }

  /** Once more; false where it fails again. */
  async retry(actor: Actor, parked: Parked): Promise<{ done: boolean }> {
    const type = await this.typeOf(actor, parked);
    await this.audit.record(actor, { deed: 'parked.retried', details: { ...parked, type } });
    return { done: await this.log.retryParked(parked.listener, parked.position) };
  }

  /** Given up: what came of it stays undone. False where what waited behind it fails in turn. */
  async skip(actor: Actor, parked: Parked): Promise<{ done: boolean }> {
    const type = await this.typeOf(actor, parked);
    await this.audit.record(actor, { deed: 'parked.skipped', details: { ...parked, type } });
    return { done: await this.log.skipParked(parked.listener, parked.position) };
  }

  private async typeOf(actor: Actor, { listener, position }: Parked): Promise<string> {
    requireAdmin(actor);
    const parked = await this.log.parked();
    const found = parked.find((one) => one.listener === listener && one.position === position);
    if (found === undefined) throw new DomainError('not-found');
    return found.type;
  }
}
