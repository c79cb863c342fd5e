import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AccountKind, RoomRole, RoomState } from '../../contract/words.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';
import { Ids } from '../../platform/ids/ids.js';

/** Nobody is shown as present longer than this without having been seen. */
export const GHOST_MS = 15_000;
/** Visits of a node that died are closed, at the moment it last saw the person, once they are this old. */
const STALE_MS = 30_000;
/** In one statement: renewing a crowd of thousands at once held up the commits of everybody who wrote meanwhile. */
const RENEWED_AT_ONCE = 500;

export interface Place {
  roomId: string;
  accountId: string;
}
export interface Visit extends Place {
  id: string;
  meetingId: string | null;
  startedAt: Date;
}
export interface MemberHere extends Place {
  roomState: RoomState;
  /** The live meeting of the room, and since when nobody is in it. */
  meetingId: string | null;
  emptySince: Date | null;
  role: RoomRole;
  name: string;
  kind: AccountKind;
  avatar: string | null;
  /** The live meeting has a waiting room, and nobody has let this person in. */
  held: boolean;
}

/** Rows of `visits` and `meetings`: who was here from when to when, exact across reconnects and crashes. */
@Injectable()
export class AttendanceRepository {
  constructor(
    private readonly database: DataSource,
    private readonly ids: Ids,
  ) {}

  /** Which of these are members of their rooms (only members are shown as present), with what is shown of them. */
  async membersAmong(places: readonly Place[]): Promise<MemberHere[]> {
    if (places.length === 0) return [];
    return this.sql.query<MemberHere>(
      `select m.room_id as "roomId", m.account_id as "accountId", r.state as "roomState", m.role, m.name, m.kind, m.avatar,
              l.id as "meetingId", l.empty_since as "emptySince",
              coalesce(l.waiting_room and w.state is distinct from 'admitted', false) as held
         from unnest($1::uuid[], $2::uuid[]) as place (room_id, account_id)
         join memberships m on m.room_id = place.room_id and m.account_id = place.account_id and m.state = 'member' and m.kind <> 'bot'
         join rooms r on r.id = m.room_id
         left join meetings l on l.room_id = r.id and l.state = 'live'
         left join meeting_entries w on l.waiting_room and w.meeting_id = l.id and w.account_id = m.account_id`,
      columns(places),
    );
  }

  /** Meetings that nobody planned, in those of these rooms where none goes on: in how many. */
  async beginDropIns(roomIds: readonly string[], at: Date, sql = this.sql): Promise<number> {
    if (roomIds.length === 0) return 0;
    const begun = await sql.query(
      `insert into meetings (id, room_id, form, state, starts_at, started_at, empty_since)
       select n.id, n.room_id, 'drop-in', 'live', $3, $3,
              case when not exists (select from visits v where v.room_id = n.room_id and v.ended_at is null) then $3::timestamptz end
         from unnest($1::uuid[], $2::uuid[]) as n (id, room_id)
         join rooms r on r.id = n.room_id and r.state = 'open'
       on conflict (room_id) where state = 'live' do nothing returning id`,
      [roomIds.map(() => this.ids.next()), roomIds, at],
    );
    return begun.length;
  }

  /** Those of these rooms in which one goes on that nobody planned. */
  async withDropIn(roomIds: readonly string[]): Promise<string[]> {
    if (roomIds.length === 0) return [];
    const rows = await this.sql.query<{ room_id: string }>(
      `select room_id from meetings where room_id = any($1::uuid[]) and state = 'live' and form = 'drop-in'`,
      [roomIds],
    );
    return rows.map((row) => row.room_id);
  }

  /** Whoever comes keeps the live meetings of these rooms alive: which they are. */
  async keepMeetings(roomIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (roomIds.length === 0) return new Map();
    const rows = await this.sql.query<{ id: string; room_id: string }>(
      `update meetings set empty_since = null where room_id = any($1::uuid[]) and state = 'live' returning id, room_id`,
      [roomIds],
    );
    return new Map(rows.map((row) => [row.room_id, row.id]));
  }

  async begin(places: readonly (Place & { meetingId: string | null })[], at: Date): Promise<Visit[]> {
    const visits = places.map((place) => ({ ...place, id: this.ids.next(), startedAt: at }));
    if (visits.length > 0)
      await this.sql.query(
        `insert into visits (id, room_id, account_id, meeting_id, started_at, seen_until)
         select v.id, v.room_id, v.account_id, v.meeting_id, $5, $5 from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as v (id, room_id, account_id, meeting_id)`,
        [visits.map((visit) => visit.id), ...columns(visits), visits.map((visit) => visit.meetingId), at],
      );
    return visits;
  }

  /** Closes visits. Rooms in which nobody is any more begin to count as empty. */
  async end(visits: readonly Visit[], at: Date): Promise<void> {
    if (visits.length === 0) return;
    const ids = visits.map((visit) => visit.id);
    await this.sql.query(
      'update visits set seen_until = $2, ended_at = $2 where id = any($1::uuid[]) and ended_at is null',
      [ids, at],
    );
    await this.markEmpty(
      visits.map((visit) => visit.roomId),
      at,
    );
  }

  /** Says that these are still here; answers the ids of visits that somebody closed meanwhile. */
  async renew(visitIds: readonly string[], at: Date): Promise<string[]> {
    const lost: string[] = [];
    for (let from = 0; from < visitIds.length; from += RENEWED_AT_ONCE) {
      const ids = visitIds.slice(from, from + RENEWED_AT_ONCE);
      const rows = await this.sql.query<{ id: string }>(
        'update visits set seen_until = greatest(seen_until, $2) where id = any($1::uuid[]) and ended_at is null returning id',
        [ids, at],
      );
      const renewed = new Set(rows.map((row) => row.id));
      lost.push(...ids.filter((id) => !renewed.has(id)));
    }
    return lost;
  }

  /** Distinct people in each room, on all nodes. */
  async counts(roomIds: readonly string[], at: Date): Promise<ReadonlyMap<string, number>> {
    const rows = await this.sql.query<{ room_id: string; count: number }>(
      `select room_id, count(distinct account_id) from visits where room_id = any($1::uuid[]) and ended_at is null and seen_until > $2 group by room_id`,
      [roomIds, new Date(at.getTime() - GHOST_MS)],
    );
    return new Map(rows.map((row) => [row.room_id, row.count]));
  }

  /** Closes what a crash left open, at the last moment somebody was seen. */
  async sweep(at: Date): Promise<void> {
    const closed = await this.sql.query<{ room_id: string; seen_until: Date }>(
      'update visits set ended_at = seen_until where ended_at is null and seen_until < $1 returning room_id, seen_until',
      [new Date(at.getTime() - STALE_MS)],
    );
    for (const [roomId, lastSeen] of latestByRoom(closed)) await this.markEmpty([roomId], lastSeen);
  }

  private async markEmpty(roomIds: readonly string[], since: Date): Promise<void> {
    await this.sql.query(
      `update meetings set empty_since = greatest(empty_since, $2) where room_id = any($1::uuid[]) and state = 'live'
          and not exists (select 1 from visits v where v.room_id = meetings.room_id and v.ended_at is null)`,
      [roomIds, since],
    );
  }

  private get sql(): Sql {
    return sqlOf(this.database);
  }
}

const columns = (places: readonly Place[]): [string[], string[]] => [
  places.map((place) => place.roomId),
  places.map((place) => place.accountId),
];

function latestByRoom(rows: readonly { room_id: string; seen_until: Date }[]): Map<string, Date> {
  const latest = new Map<string, Date>();
  for (const row of rows) if (row.seen_until > (latest.get(row.room_id) ?? 0)) latest.set(row.room_id, row.seen_until);
  return latest;
}
