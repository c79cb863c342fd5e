import { addAbortSignal, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { ZipFile } from 'yazl';
import type { AccountExport, accountExportInput } from '../../../contract/leaving.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import { RateLimits } from '../../../platform/http/rate-limits.js';
import { Ids } from '../../../platform/ids/ids.js';
import { PersonalData, type Piece } from '../../../platform/personal-data/personal-data.js';
import { accountStream } from '../accounts.events.js';
import { requireOnPlatform } from '../accounts.policy.js';
import { ConfirmedPassword } from './confirmed-password.js';
import { DeparturesRepository } from './departures.repository.js';
import { ExportTickets } from './export-tickets.js';

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
    private readonly tickets: ExportTickets,
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
      return { path: this.tickets.pathOf(id, until), until: until.toISOString() };
    });
  }

  /** The address is the permission; what was deleted or suspended since has none. */
  async open(ticket: string): Promise<{ name: string; content: Readable }> {
    const id = this.tickets.read(ticket);
    const owner = await this.repository.exportOwner(id);
    if (!owner) throw new DomainError('accounts/export-gone');
    await this.limits.consume('fetch-export', id, FETCHES);
    const zip = new ZipFile();
    // The archive has an end of its own; a failure on the way must break the download, not look like the end of it.
    const content = Readable.from(zip.outputStream);
    const gone = new AbortController();
    content.once('close', () => gone.abort());
    this.pack(zip, owner.accountId, gone.signal).catch((error: unknown) =>
      content.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return { name: `tertulia-${owner.name}.zip`, content };
  }

  private async pack(zip: ZipFile, accountId: string, gone: AbortSignal): Promise<void> {
    for (const part of this.data.parts)
      for await (const piece of part.pieces(accountId)) {
        const content = await contentOf(piece);
        if (content !== null) await added(zip, piece.path, content, gone);
      }
    zip.end();
  }
}

async function contentOf(piece: Piece): Promise<Readable | null> {
  if ('bytes' in piece) return piece.bytes();
  if ('json' in piece) return Readable.from([Buffer.from(`${JSON.stringify(piece.json, null, 2)}\n`)]);
  return Readable.from(linesOf(piece.rows));
}

async function* linesOf(rows: AsyncIterable<object>): AsyncIterable<Buffer> {
  for await (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
}

/** One after another: the next file is opened when this one has gone out. Whoever hangs up leaves nothing open. */
function added(zip: ZipFile, path: string, content: Readable, gone: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    addAbortSignal(gone, content);
    content.once('end', resolve);
    content.once('error', reject);
    zip.addReadStream(content, path);
  });
}
