import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AccountKind, Language, MembershipState, PersonCard, RoomRole } from '../../../contract/words.js';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';

export interface CopyMoment {
  from: number;
  upTo: number;
  language: Language;
  timeZone: string;
  others: PersonCard[];
}
export interface CopiedPerson {
  id: string;
  name: string;
  kind: AccountKind;
  role: RoomRole;
  state: MembershipState;
  joinedAt: Date;
  endedAt: Date | null;
}

@Injectable()
export class CopiesRepository {
  readonly sql: Sql;

  constructor(source: DataSource) {
    this.sql = sqlOf(source);
  }

  /** From where to where this person may read now, and how they read; null where there is no such account. */
  async moment(roomId: string, accountId: string): Promise<CopyMoment | null> {
    const [row] = await this.sql.query<CopyMoment>(
      `select reads_from($1, $2) as "from", coalesce((select seq from streams where id = 'room:' || $1::text), 0) as "upTo",
              a.language, a.time_zone as "timeZone", others_in($1, $2) as others
         from accounts a where a.id = $2 and a.deleted_at is null and a.banned_at is null`,
      [roomId, accountId],
    );
    return row ?? null;
  }

  /** Who is there and who was, in the order in which they came; why somebody is not any more is nobody's to take along. */
  async people(roomId: string): Promise<CopiedPerson[]> {
    return this.sql.query<CopiedPerson>(
      `select account_id as id, name, kind, role, state, joined_at as "joinedAt", ended_at as "endedAt"
         from memberships where room_id = $1 order by joined_at, account_id`,
      [roomId],
    );
  }
}
