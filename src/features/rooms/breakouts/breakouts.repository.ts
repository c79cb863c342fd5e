import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BreakoutRoom, BreakoutsPart, BreakoutsView } from '../../../contract/breakouts.contract.js';
import { sqlOf, type Sql } from '../../../platform/database/sql.js';
import type { Reading } from '../../../platform/event-log/readings.js';
import { personCardOf, type MembershipRow } from '../rooms.view.js';

interface OpenRow extends Pick<BreakoutsView, 'id' | 'meetingId' | 'way' | 'latecomers' | 'touched'> {
  openedAt: string;
  endsAt: string | null;
  rooms: BreakoutRoom[];
}
interface Part {
  open: OpenRow | null;
  within: BreakoutsPart['within'];
}
export interface Seat {
  roomId: string;
  accountId: string;
}
/** A breakout of a meeting as it was. */
export interface PastRoom {
  roomId: string;
  title: string;
  openedAt: Date;
  closedAt: Date | null;
}
export interface PastStay extends Pick<MembershipRow, 'account_id' | 'name' | 'kind' | 'avatar'> {
  room_id: string;
  from: Date;
  to: Date;
}

/** Seats are memberships of the breakout; who leads is a member of all of them and has none. */
const SEATED = `m.state = 'member' and m.role in ('learner', 'spectator') and m.kind <> 'bot'`;
const PART = `select
  (select json_build_object('id', b.id, 'meetingId', b.meeting_id, 'way', b.way, 'latecomers', b.latecomers, 'openedAt', b.opened_at,
     'endsAt', b.ends_at, 'touched', b.touched, 'rooms', (
       select json_agg(json_build_object('id', r.id, 'place', p.place, 'title', r.title, 'people', array(
           select m.account_id from memberships m where m.room_id = r.id and ${SEATED} order by m.account_id)) order by p.place)
         from breakout_rooms p join rooms r on r.id = p.room_id where p.breakouts_id = b.id))
     from breakouts b where b.room_id = $1 and b.closed_at is null) as open,
  (select json_build_object('roomId', b.room_id, 'breakoutsId', b.id, 'place', p.place)
     from breakout_rooms p join breakouts b on b.id = p.breakouts_id where p.room_id = $1) as within`;
const ASKED = `(select json_build_object('asked', exists (select from breakout_calls c
  join breakouts b on b.id = c.breakouts_id and b.closed_at is null where b.room_id = $1::uuid and c.account_id = $2::uuid)))`;

/** Rows of `breakouts` and what hangs off them. Whatever changes them runs with the stream of the main room locked. */
@Injectable()
export class BreakoutsRepository {
  readonly pool: Sql;

  constructor(database: DataSource) {
    this.pool = sqlOf(database);
  }

  async part(sql: Sql, roomId: string): Promise<BreakoutsPart> {
    const [row] = await sql.query<Part>(PART, [roomId]);
    return { open: row?.open ? viewOf(row.open) : null, within: row?.within ?? null };
  }

  async open(sql: Sql, roomId: string): Promise<BreakoutsView | null> {
    return (await this.part(sql, roomId)).open;
  }

  asked(roomId: string, accountId: string): Reading<{ asked: boolean }> {
    return { text: ASKED, values: [roomId, accountId], answer: (found) => found as { asked: boolean } };
  }

  async liveMeeting(sql: Sql, roomId: string): Promise<string | null> {
    const [row] = await sql.query<{ id: string }>(`select id from meetings where room_id = $1 and state = 'live'`, [
      roomId,
    ]);
    return row?.id ?? null;
  }

  /** Who takes part and is there now, without the public; and who leads. In a meeting that nobody planned that is whoever is in the room. */
  async peopleFor(sql: Sql, roomId: string, meetingId: string): Promise<{ present: string[]; staff: string[] }> {
    const [row] = await sql.query<{ present: string[]; staff: string[] }>(
      `select array(select distinct m.account_id from visits v join memberships m on m.room_id = v.room_id and m.account_id = v.account_id
                      join meetings l on l.id = $2
                     where v.room_id = $1 and v.ended_at is null and (v.meeting_id = l.id or l.form = 'drop-in') and m.state = 'member' and m.role = 'learner' and m.kind <> 'bot') as present,
              array(select m.account_id from memberships m where m.room_id = $1 and m.state = 'member'
                     and m.role in ('host', 'co-host', 'judge') and m.kind <> 'bot') as staff`,
      [roomId, meetingId],
    );
    return row ?? { present: [], staff: [] };
  }

  async insert(
    sql: Sql,
    roomId: string,
    { id, meetingId, way, latecomers, openedAt, endsAt, rooms, touched }: BreakoutsView,
    openedBy: string,
  ): Promise<void> {
    await sql.query(
      `insert into breakouts (id, room_id, meeting_id, way, latecomers, opened_by, opened_at, ends_at, touched)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, roomId, meetingId, way, latecomers, openedBy, openedAt, endsAt, touched],
    );
    await sql.query(
      `insert into breakout_rooms (room_id, breakouts_id, place) select x.id, $1, x.place from unnest($2::uuid[], $3::int[]) as x (id, place)`,
      [id, rooms.map((room) => room.id), rooms.map((room) => room.place)],
    );
    await sql.query('update rooms c set demo = true from rooms p where p.id = $1 and p.demo and c.parent = p.id', [
      roomId,
    ]);
  }

  /** All of them in one statement, with the role and the card that the main room knows. They begin with their room, at its seq 1. */
  async seatAll(sql: Sql, mainRoom: string, seats: readonly Seat[], at: Date): Promise<void> {
    await sql.query(
      `insert into memberships (room_id, account_id, role, state, name, kind, avatar, joined_at, touched, joined_seq)
       select s.room, m.account_id, m.role, 'member', m.name, m.kind, m.avatar, $4, 1, 1
         from unnest($2::uuid[], $3::uuid[]) as s (room, account)
         join memberships m on m.room_id = $1 and m.account_id = s.account`,
      [mainRoom, seats.map(({ roomId }) => roomId), seats.map(({ accountId }) => accountId), at],
    );
  }

  async touch(sql: Sql, id: string, touched: number, endsAt?: Date): Promise<void> {
    await sql.query('update breakouts set touched = $2, ends_at = coalesce($3, ends_at) where id = $1', [
      id,
      touched,
      endsAt ?? null,
    ]);
  }

  /** The breakouts are archived, what was said to be a meeting in them is over, and nobody waits for help. */
  async close(sql: Sql, id: string, at: Date, touched: readonly { roomId: string; seq: number }[]): Promise<void> {
    const ids = touched.map(({ roomId }) => roomId);
    await sql.query(
      `update rooms r set state = 'archived', archived_at = $3, touched = t.seq from unnest($1::uuid[], $2::bigint[]) as t (id, seq) where r.id = t.id`,
      [ids, touched.map(({ seq }) => seq), at],
    );
    await sql.query(
      `update meetings set state = 'ended', ended_at = $2 where room_id = any($1::uuid[]) and state = 'live'`,
      [ids, at],
    );
    await sql.query('delete from breakout_calls where breakouts_id = $1', [id]);
    await sql.query('update breakouts set closed_at = $2 where id = $1', [id, at]);
  }

  // --- who waits for help
  /** Where they ask from, and since when; null where they ask already. */
  async call(sql: Sql, id: string, { roomId, accountId }: Seat, at: Date): Promise<boolean> {
    const rows = await sql.query(
      `insert into breakout_calls (breakouts_id, account_id, room_id, at) values ($1, $2, $3, $4) on conflict do nothing returning room_id`,
      [id, accountId, roomId, at],
    );
    return rows.length > 0;
  }

  /** The breakout they asked from; null where they did not ask. */
  async settle(sql: Sql, id: string, accountId: string): Promise<string | null> {
    const [row] = await sql.query<{ room_id: string }>(
      'delete from breakout_calls where breakouts_id = $1 and account_id = $2 returning room_id',
      [id, accountId],
    );
    return row?.room_id ?? null;
  }

  async calls(roomId: string) {
    const rows = await this.pool.query<Pick<MembershipRow, 'account_id' | 'name' | 'kind' | 'avatar'> & Called>(
      `select m.account_id, m.name, m.kind, m.avatar, c.room_id, c.at from breakouts b join breakout_calls c on c.breakouts_id = b.id
         join memberships m on m.room_id = b.room_id and m.account_id = c.account_id
        where b.room_id = $1 and b.closed_at is null order by c.at, c.account_id`,
      [roomId],
    );
    return rows.map((row) => ({ person: personCardOf(row), roomId: row.room_id, since: row.at.toISOString() }));
  }

  // --- what the clock and the main room's people ask for
  /** All that are open: why they have to close now, or null, and whether they take in who comes later. */
  async allOpen(now: Date): Promise<{ roomId: string; why: 'time' | 'meeting' | null; takesIn: boolean }[]> {
    return this.pool.query(
      `select b.room_id as "roomId", b.latecomers = 'smallest' as "takesIn",
              case when b.ends_at <= $1 then 'time' when e.state <> 'live' or r.state = 'archived' then 'meeting' end as why
         from breakouts b join meetings e on e.id = b.meeting_id join rooms r on r.id = b.room_id where b.closed_at is null`,
      [now],
    );
  }

  /** Who takes part, came after the breakouts were opened, and never had a seat in them. Where they began the meeting, who was in the room was there. */
  async latecomers(): Promise<Seat[]> {
    return this.pool.query<Seat>(
      `select distinct b.room_id as "roomId", v.account_id as "accountId" from breakouts b
         join meetings l on l.id = b.meeting_id
         join visits v on v.meeting_id = l.id and v.ended_at is null and v.started_at > b.opened_at
         join memberships m on m.room_id = b.room_id and m.account_id = v.account_id and m.state = 'member' and m.role = 'learner' and m.kind <> 'bot'
        where b.closed_at is null and b.latecomers = 'smallest'
          and not exists (select from visits w where w.room_id = b.room_id and w.account_id = v.account_id and w.started_at <= b.opened_at
                           and (w.meeting_id = l.id or (l.form = 'drop-in' and coalesce(w.ended_at, 'infinity') >= b.opened_at)))
          and not exists (select from breakout_rooms p join memberships s on s.room_id = p.room_id and s.account_id = v.account_id
                           where p.breakouts_id = b.id)`,
    );
  }

  /** Breakouts of the room that concern somebody: those they are in, and all that are open. */
  async roomsFor(sql: Sql, mainRoom: string, accountId: string): Promise<{ id: string; open: boolean }[]> {
    return sql.query(
      `select r.id, r.state = 'open' as open from rooms r where r.parent = $1 and (r.state = 'open'
          or exists (select from memberships m where m.room_id = r.id and m.account_id = $2 and m.state = 'member'))`,
      [mainRoom, accountId],
    );
  }

  // --- as they were
  async roomsOf(sql: Sql, by: { breakoutsId: string } | { meetingId: string }): Promise<PastRoom[]> {
    const [column, id] = 'meetingId' in by ? ['meeting_id', by.meetingId] : ['id', by.breakoutsId];
    return sql.query(
      `select p.room_id as "roomId", r.title, b.opened_at as "openedAt", b.closed_at as "closedAt"
         from breakouts b join breakout_rooms p on p.breakouts_id = b.id join rooms r on r.id = p.room_id
        where b.${column} = $1 order by b.opened_at, p.place`,
      [id],
    );
  }

  async stays(sql: Sql, meetingId: string): Promise<PastStay[]> {
    return sql.query<PastStay>(
      `select v.room_id, m.account_id, m.name, m.kind, m.avatar, v.started_at as from,
              least(coalesce(v.ended_at, v.seen_until), coalesce(b.closed_at, 'infinity')) as to
         from breakouts b join breakout_rooms p on p.breakouts_id = b.id
         join visits v on v.room_id = p.room_id and (b.closed_at is null or v.started_at < b.closed_at)
         join memberships m on m.room_id = v.room_id and m.account_id = v.account_id
        where b.meeting_id = $1`,
      [meetingId],
    );
  }
}

interface Called {
  room_id: string;
  at: Date;
}

const viewOf = ({ openedAt, endsAt, ...row }: OpenRow): BreakoutsView => ({
  ...row,
  openedAt: new Date(openedAt).toISOString(),
  endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
});
