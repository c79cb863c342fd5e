import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import {
  roomCreatorsTable,
  setRoomCreatorsInput,
  type RoomCreators,
  type RoomCreatorsTable,
} from '../../contract/rooms.contract.js';
import type { RoomKind } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Audit } from '../../platform/audit/audit.js';
import { RoomRefused } from './rooms.errors.js';
import { RoomCreatorsRepository } from './room-creators.repository.js';

/** Where no admin has said otherwise. The same table is in docs/permissions.md. */
export const DEFAULT_CREATORS: RoomCreatorsTable = {
  'study-group': 'members',
  direct: 'members',
  cohort: 'mentors',
  'mentor-session': 'mentors',
  competition: 'admins',
};

/** Who may create which kind of room: a table in `settings`, read at every question, so a change counts at once on every node. */
@Injectable()
export class RoomCreatorsSetting {
  constructor(
    private readonly repository: RoomCreatorsRepository,
    private readonly audit: Audit,
  ) {}

  async table(): Promise<RoomCreatorsTable> {
    return tableOf(await this.repository.creators());
  }

  async read(actor: Actor): Promise<RoomCreatorsTable> {
    requireAdmin(actor);
    return this.table();
  }

  /** Only the kinds that are named change: two admins at work on different ones do not undo each other. */
  async change(actor: Actor, input: z.output<typeof setRoomCreatorsInput>): Promise<RoomCreatorsTable> {
    requireAdmin(actor);
    const after = tableOf(await this.repository.setCreators(input));
    await this.audit.record(actor, { deed: 'settings.room-creators-set', details: after });
    return after;
  }
}

export function mayCreate(actor: Actor, kind: RoomKind, table: RoomCreatorsTable = DEFAULT_CREATORS): boolean {
  if (actor.kind !== 'person') return false;
  const who: RoomCreators = table[kind];
  return actor.role === 'admin' || who === 'members' || (who === 'mentors' && actor.mentor);
}

/** A kind of which the row says nothing that is understood keeps its default. */
function tableOf(row: unknown): RoomCreatorsTable {
  const known: [string, unknown][] = typeof row === 'object' && row !== null ? Object.entries(row) : [];
  const valid = known.filter(([kind, who]) => setRoomCreatorsInput.safeParse({ [kind]: who }).success);
  return roomCreatorsTable.parse({ ...DEFAULT_CREATORS, ...Object.fromEntries(valid) });
}

function requireAdmin(actor: Actor): void {
  if (actor.kind !== 'person' || actor.role !== 'admin') throw new RoomRefused('not-allowed');
}
