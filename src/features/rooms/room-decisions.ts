import { Injectable } from '@nestjs/common';
import type { AuditDeed } from '../../contract/audit.contract.js';
import type { DecisionAction, DecisionList } from '../../contract/room-order.contract.js';
import type { PersonCard } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Sql } from '../../platform/database/sql.js';
import { Ids } from '../../platform/ids/ids.js';
import { RoomDoor } from './room-door.js';

const PAGE = 50;

export interface Decision {
  readonly roomId: string;
  readonly action: DecisionAction;
  readonly personId: string;
  readonly messageId?: string;
  readonly by: Actor;
  readonly reason: string;
  readonly until?: Date | null;
  readonly at: Date;
  /** As anybody else they could not have decided it; for what does not pass the door of the room, which sees to that itself. */
  readonly asStaff?: boolean;
}
interface DecisionRow {
  id: string;
  action: DecisionAction;
  message_id: string | null;
  reason: string;
  until: Date | null;
  at: Date;
  person: PersonCard | null;
  by: PersonCard | null;
}
interface MutedRow {
  person: PersonCard;
  until: Date | null;
  reason: string;
}

const DEEDS: Partial<Record<DecisionAction, AuditDeed>> = {
  hidden: 'room.message-hidden',
  shown: 'room.message-shown',
  deleted: 'room.message-deleted',
  kept: 'room.reports-closed',
};
const CARD = (of: string): string =>
  `(select json_build_object('id', a.id, 'name', a.name, 'kind', a.kind, 'avatar', a.avatar) from accounts a where a.id = ${of})`;

/** What the staff of a room decided about people and messages, who did and why: kept, and shown to that staff. */
@Injectable()
export class RoomDecisions {
  constructor(
    private readonly door: RoomDoor,
    private readonly ids: Ids,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** In the transaction of what was decided. Answers its id. */
  async log(sql: Sql, decision: Decision): Promise<string> {
    const { roomId, action, personId, messageId, by, reason, until, at, asStaff } = decision;
    const id = this.ids.next();
    await sql.query(
      `insert into room_decisions (id, room_id, action, message_id, person_id, by_id, reason, until, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, roomId, action, messageId ?? null, personId, by.accountId, reason, until ?? null, at],
    );
    const deed = DEEDS[action];
    if (asStaff && deed !== undefined) await this.audit.record(by, { deed, room: roomId, account: personId }, sql);
    return id;
  }

  /** The latest first. */
  async list(actor: Actor, { roomId, before }: { roomId: string; before?: string | undefined }): Promise<DecisionList> {
    await this.door.require(actor, roomId, 'room.see-decisions');
    const rows = await this.door.sql.query<DecisionRow>(
      `select d.id, d.action, d.message_id, d.reason, d.until, d.at, ${CARD('d.person_id')} as person, ${CARD('d.by_id')} as by
         from room_decisions d where d.room_id = $1 and ($2::uuid is null or d.id < $2) order by d.id desc limit ${PAGE + 1}`,
      [roomId, before ?? null],
    );
    const muted = await this.door.sql.query<MutedRow>(
      `select json_build_object('id', m.account_id, 'name', m.name, 'kind', m.kind, 'avatar', m.avatar) as person,
              m.muted_until as until, m.mute_reason as reason
         from memberships m where m.room_id = $1 and m.muted_at is not null and (m.muted_until is null or m.muted_until > $2)
        order by m.muted_at desc`,
      [roomId, this.clock.now()],
    );
    const shown = rows.slice(0, PAGE);
    return {
      decisions: shown.map(({ message_id: messageId, until, at, ...rest }) => ({
        ...rest,
        messageId,
        until: until?.toISOString() ?? null,
        at: at.toISOString(),
      })),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      muted: muted.map(({ person, until, reason }) => ({ person, until: until?.toISOString() ?? null, reason })),
    };
  }
}
