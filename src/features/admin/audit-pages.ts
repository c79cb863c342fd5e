import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AuditEntry, AuditPage, auditQuery, auditTableQuery } from '../../contract/audit.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Audit } from '../../platform/audit/audit.js';
import type { AuditRow } from '../../platform/audit/audit.repository.js';
import { csvOf } from '../../platform/http/csv.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { requireAdmin } from './admin.policy.js';

const PAGE = 50;
/** A table is for two years of one hub; who needs more asks by deed. */
const TABLE = 20_000;
const AT_ONCE = 1_000;

/** The decisions of administration, with the names that people and rooms have today. */
@Injectable()
export class AuditPages {
  constructor(
    private readonly audit: Audit,
    private readonly accounts: AccountsService,
    private readonly rooms: RoomsService,
  ) {}

  async page(actor: Actor, { after, ...filter }: z.output<typeof auditQuery>): Promise<AuditPage> {
    requireAdmin(actor);
    const rows = await this.audit.page(filter, after ?? null, PAGE + 1);
    const entries = await this.named(rows.slice(0, PAGE));
    return { entries, next: rows.length > PAGE ? (entries.at(-1)?.id ?? null) : null };
  }

  async csv(actor: Actor, filter: z.output<typeof auditTableQuery>): Promise<string> {
    requireAdmin(actor);
    const lines: string[][] = [['at', 'by', 'deed', 'person', 'room', 'details']];
    let after: string | null = null;
    while (lines.length <= TABLE) {
      const rows: AuditRow[] = await this.audit.page(filter, after, AT_ONCE);
      for (const { at, by, deed, person, room, details } of await this.named(rows))
        lines.push([at, by?.name ?? '', deed, person?.name ?? '', room?.title ?? room?.id ?? '', wordsOf(details)]);
      after = rows.at(-1)?.id ?? null;
      if (rows.length < AT_ONCE) break;
    }
    return csvOf(lines);
  }

  private async named(rows: readonly AuditRow[]): Promise<AuditEntry[]> {
    const people = rows.flatMap(({ actor, about, aboutId }) => [actor, about === 'account' ? aboutId : null]);
    const cards = await this.accounts.cards(people.filter((id) => id !== null));
    const titles = await this.rooms.titles(rows.map(roomOf).filter((id) => id !== null));
    return rows.map((row): AuditEntry => {
      const { room: _, ...details } = row.details;
      const roomId = roomOf(row);
      return {
        id: row.id,
        at: row.at.toISOString(),
        by: cards.get(row.actor ?? '') ?? null,
        deed: row.deed,
        person: (row.about === 'account' ? cards.get(row.aboutId ?? '') : undefined) ?? null,
        room: roomId === null ? null : { id: roomId, title: titles.get(roomId) ?? null },
        details: row.about === 'account' ? details : row.details,
      };
    });
  }
}

// Of what was done to somebody in a room, the room stands among the details.
function roomOf({ about, aboutId, details }: AuditRow): string | null {
  if (about === 'room') return aboutId;
  const room = details['room'];
  return about === 'account' && typeof room === 'string' ? room : null;
}

const wordsOf = (details: AuditEntry['details']): string =>
  Object.entries(details)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('; ');
