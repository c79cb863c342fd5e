import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AuditDeed, AuditDetails } from '../../contract/audit.contract.js';
import { HUB, type Actor } from '../actor/actor.js';
import { Clock } from '../clock/clock.js';
import type { Sql } from '../database/sql.js';
import { Ids } from '../ids/ids.js';
import { Jobs } from '../jobs/jobs.js';
import { AuditRepository, type AuditFilter, type AuditRow } from './audit.repository.js';

/** What was decided, about whom or about which room, and with which words. Names are never among them. */
export interface Decision {
  readonly deed: AuditDeed;
  readonly account?: string;
  readonly room?: string;
  readonly details?: AuditDetails;
}

const KEPT_YEARS = 2;

/** What administration has decided: only added to, and kept for two years. */
@Injectable()
export class Audit implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly jobs: Jobs,
    private readonly repository: AuditRepository,
  ) {}

  onModuleInit(): void {
    this.jobs.repeat('audit.forget', '40 3 * * *', () => this.forget());
  }

  /** In the transaction of what was decided, where there is one: then neither is without the other. */
  async record({ accountId }: Actor, { deed, account, room, details = {} }: Decision, sql?: Sql): Promise<void> {
    const about = account !== undefined ? 'account' : room !== undefined ? 'room' : null;
    const row: AuditRow = {
      id: this.ids.next(),
      at: this.clock.now(),
      actor: accountId === HUB.accountId ? null : accountId,
      deed,
      about,
      aboutId: account ?? room ?? null,
      // A deed in a room may have somebody it was done to as well.
      details: account !== undefined && room !== undefined ? { ...details, room } : details,
    };
    await this.repository.insert(row, sql);
  }

  /** The newest first. */
  page(filter: AuditFilter, after: string | null, limit: number): Promise<AuditRow[]> {
    return this.repository.page(filter, after, limit);
  }

  async forget(): Promise<void> {
    const before = this.clock.now();
    before.setUTCFullYear(before.getUTCFullYear() - KEPT_YEARS);
    await this.repository.deleteBefore(before);
  }
}
