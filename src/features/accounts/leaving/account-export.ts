import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AccountExport, accountExportInput } from '../../../contract/leaving.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { packed, type Piece } from '../../../platform/archive/packed.js';
import { Tickets } from '../../../platform/archive/tickets.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import { RateLimits } from '../../../platform/http/rate-limits.js';
import { Ids } from '../../../platform/ids/ids.js';
import { PersonalData } from '../../../platform/personal-data/personal-data.js';
import { accountStream } from '../accounts.events.js';
import { requireOnPlatform } from '../accounts.policy.js';
import { ConfirmedPassword } from './confirmed-password.js';
import { DeparturesRepository } from './departures.repository.js';

const DAY_MS = 24 * 60 * 60_000;
/** One copy may be fetched again where a line broke; not for ever. */
const FETCHES = { points: 10, durationSec: 24 * 3_600 };

/**
 * A copy of all that somebody has. It is packed while it is fetched, straight from the tables and the storage: nothing of
 * it lies anywhere, so nothing of it has to be kept safe, or goes on existing after the account.
 */
@Injectable()
export class AccountExports {
  constructor(
    private readonly log: EventLog,
    private readonly ids: Ids,
    private readonly limits: RateLimits,
    private readonly password: ConfirmedPassword,
    private readonly repository: DeparturesRepository,
    private readonly tickets: Tickets,
    private readonly data: PersonalData,
  ) {}

  /** One a day. */
  async ask(actor: Actor, input: z.output<typeof accountExportInput>): Promise<AccountExport> {
    requireOnPlatform(actor, 'account.export');
    await this.password.confirm(actor, input.password);
    const { accountId } = actor;
    const id = this.ids.next();
    // The own stream is locked: two at once are one after the other.
    return this.log.change(actor, [accountStream(accountId)], async ({ sql, at }) => {
      const known = await this.repository.exportSince(accountId, new Date(at.getTime() - DAY_MS), sql);
      if (known) throw new DomainError('accounts/export-too-soon');
      await this.repository.addExport(id, accountId, at, sql);
      const until = new Date(at.getTime() + DAY_MS);
      return { path: `/api/exports/${this.tickets.of('export', id, until)}`, until: until.toISOString() };
    });
  }

  /** The address is the permission; what was deleted or suspended since has none. */
  async open(ticket: string): Promise<{ name: string; content: Readable }> {
    const id = this.tickets.read('export', ticket);
    if (id === null) throw new DomainError('accounts/export-gone');
    const owner = await this.repository.exportOwner(id);
    if (!owner) throw new DomainError('accounts/export-gone');
    await this.limits.consume('fetch-export', id, FETCHES);
    return { name: `tertulia-${owner.name}.zip`, content: packed(this.piecesOf(owner.accountId)) };
  }

  private async *piecesOf(accountId: string): AsyncIterable<Piece> {
    for (const part of this.data.parts) yield* part.pieces(accountId);
  }
}
