import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MuteView } from '../../contract/room-order.contract.js';
import type { MembershipState, PersonCard, RoomKind, RoomRole } from '../../contract/words.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';
import type { Reading } from '../../platform/event-log/readings.js';
import type { Relation, RoomFacts } from './rooms.policy.js';
import type { MembershipRow, RoomRow } from './rooms.view.js';

const CHANGING =
  'kind, title, about, language, visibility, state, capacity, locks, memory, member_count, archived_at, touched';
export const ROOM = `r.id, r.direct_key, r.parent, r.created_at, ${CHANGING.replace(/\w+/g, 'r.$&')}`;
const MEMBERSHIP =
  'm.room_id, m.account_id, m.role, m.state, m.name, m.kind, m.avatar, m.joined_at, m.touched, m.muted_at, m.muted_until, m.mute_reason';
const RELATION = `(select json_build_object('role', m.role, 'state', m.state, 'mute',
    case when m.muted_at is not null then json_build_object('until', m.muted_until, 'reason', m.mute_reason) end, 'room',
    json_build_object('id', r.id, 'kind', r.kind, 'state', r.state, 'visibility', r.visibility, 'capacity', r.capacity, 'parent', r.parent))
  from rooms r left join memberships m on m.room_id = r.id and m.account_id = $2::uuid where r.id = $1::uuid)`;
export const MEMBERS_PAGE = 100;

export interface FoundRelation extends Relation {
  room: RoomFacts;
  /** Maybe over: `until` in the past. */
  mute: MuteView | null;
}

/** Rows of `rooms` and `memberships`. Everything that changes them runs with the room's stream locked. */
@Injectable()
export class RoomsRepository {
  /** Each query by itself, outside of any change. */
  readonly pool: Sql;

  constructor(database: DataSource) {
    this.pool = sqlOf(database);
  }

  async room(sql: Sql, id: string): Promise<RoomRow | null> {
    const [row] = await sql.query<RoomRow>(`select ${ROOM} from rooms r where r.id = $1`, [id]);
    return row ?? null;
  }

  /** The room and what this person is in it, in one statement. */
  async relation(sql: Sql, id: string, accountId: string): Promise<{ room: RoomRow; relation: Relation } | null> {
    const [found] = await this.relations(sql, [id], accountId);
    return found ?? null;
  }

  async relations(
    sql: Sql,
    ids: readonly string[],
    accountId: string,
  ): Promise<{ room: RoomRow; relation: Relation }[]> {
    const rows = await sql.query<RoomRow & { my_role: RoomRole | null; my_state: MembershipState | null }>(
      `select ${ROOM}, m.role as my_role, m.state as my_state
         from rooms r left join memberships m on m.room_id = r.id and m.account_id = $2 where r.id = any($1::uuid[])`,
      [ids, accountId],
    );
    return rows.map(({ my_role: role, my_state: state, ...room }) => ({ room, relation: { role, state } }));
  }

  /** The same without the words, as a part of somebody else's statement. */
  relationReading<R>(id: string, accountId: string, answer: (found: FoundRelation | null) => R): Reading<R> {
    return { text: RELATION, values: [id, accountId], answer };
  }

  /** The direct room of these people, and who of them is in it. */
  async directRoom(sql: Sql, key: string): Promise<{ id: string; members: string[] } | null> {
    const [row] = await sql.query<{ id: string; members: string[] }>(
      `select r.id, array(select m.account_id from memberships m where m.room_id = r.id and m.state = 'member') as members
         from rooms r where r.direct_key = $1`,
      [key],
    );
    return row ?? null;
  }

  async insertRooms(sql: Sql, rooms: readonly (RoomRow & { created_by: string; demo: boolean })[]): Promise<void> {
    const columns = `id, direct_key, parent, created_by, demo, created_at, ${CHANGING}`;
    await sql.query(`insert into rooms (${columns}) select ${columns} from jsonb_populate_recordset(null::rooms, $1)`, [
      JSON.stringify(rooms),
    ]);
  }

  async saveRoom(sql: Sql, room: RoomRow): Promise<void> {
    await sql.query(
      `update rooms set (${CHANGING}) = (select ${CHANGING} from jsonb_populate_record(null::rooms, $2)) where id = $1`,
      [room.id, JSON.stringify(room)],
    );
  }

  async memberships(sql: Sql, roomId: string, accountIds: readonly string[]): Promise<Map<string, MembershipRow>> {
    const rows = await sql.query<MembershipRow>(
      `select ${MEMBERSHIP} from memberships m where m.room_id = $1 and m.account_id = any($2::uuid[])`,
      [roomId, accountIds],
    );
    return new Map(rows.map((row) => [row.account_id, row]));
  }

  /** Comes in for the first time or again; a ban reason of before is forgotten. */
  async putMembership(sql: Sql, row: MembershipRow): Promise<void> {
    await sql.query(
      `insert into memberships as m (room_id, account_id, role, state, name, kind, avatar, joined_at, touched, joined_seq)
       values ($1, $2, $3, 'member', $4, $5, $6, $7, $8, $8)
       on conflict (room_id, account_id) do update set role = excluded.role, state = 'member', name = excluded.name, kind = excluded.kind,
         avatar = excluded.avatar, joined_at = excluded.joined_at, touched = excluded.touched, joined_seq = excluded.joined_seq, ended_at = null, ban_reason = null`,
      [row.room_id, row.account_id, row.role, row.name, row.kind, row.avatar, row.joined_at, row.touched],
    );
  }

  async setRole(sql: Sql, roomId: string, accountId: string, role: RoomRole, touched: number): Promise<void> {
    await sql.query('update memberships set role = $3, touched = $4 where room_id = $1 and account_id = $2', [
      roomId,
      accountId,
      role,
      touched,
    ]);
  }

  /** Null = may speak again. */
  async setMute(
    sql: Sql,
    roomId: string,
    accountId: string,
    mute: { at: Date; until: Date | null; reason: string } | null,
  ): Promise<void> {
    await sql.query(
      'update memberships set muted_at = $3, muted_until = $4, mute_reason = $5 where room_id = $1 and account_id = $2',
      [roomId, accountId, mute?.at ?? null, mute?.until ?? null, mute?.reason ?? null],
    );
  }

  async endMembership(
    sql: Sql,
    roomId: string,
    accountId: string,
    end: { state: MembershipState; at: Date; banReason?: string },
  ): Promise<void> {
    await sql.query(
      'update memberships set state = $3, ended_at = $4, ban_reason = $5 where room_id = $1 and account_id = $2',
      [roomId, accountId, end.state, end.at, end.banReason ?? null],
    );
  }

  async hosts(sql: Sql, roomId: string): Promise<number> {
    const [row] = await sql.query<{ count: number }>(
      `select count(*) from memberships where room_id = $1 and state = 'member' and role = 'host' and kind <> 'bot'`,
      [roomId],
    );
    return row?.count ?? 0;
  }

  async membersOfDirect(sql: Sql, roomIds: readonly string[]): Promise<{ room_id: string; account_id: string }[]> {
    return sql.query(
      `select m.room_id, m.account_id from rooms r join memberships m on m.room_id = r.id and m.state = 'member'
        where r.id = any($1::uuid[]) and r.kind = 'direct'`,
      [roomIds],
    );
  }

  /** Taken places: the public does not take one, bots are never counted. */
  async seats(sql: Sql, roomId: string): Promise<number> {
    const [row] = await sql.query<{ count: number }>(
      `select count(*) from memberships where room_id = $1 and state = 'member' and role <> 'spectator' and kind <> 'bot'`,
      [roomId],
    );
    return row?.count ?? 0;
  }

  /** With whom somebody is in a room now; direct ones do not count, and in breakouts are people of the main room. */
  async roommates(sql: Sql, accountId: string, among?: readonly string[]): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `select distinct b.account_id as id from memberships a join rooms r on r.id = a.room_id and r.kind <> 'direct'
         join memberships b on b.room_id = a.room_id and b.account_id <> a.account_id and b.state = 'member'
        where a.account_id = $1 and a.state = 'member' and ($2::uuid[] is null or b.account_id = any($2))`,
      [accountId, among ?? null],
    );
    return rows.map(({ id }) => id);
  }

  /** Rooms somebody is a member of; what two people have between them is not left. */
  async roomsOf(sql: Sql, accountId: string): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `select r.id from memberships m join rooms r on r.id = m.room_id
        where m.account_id = $1 and m.state = 'member' and r.parent is null and (r.kind <> 'direct' or r.capacity > 2) order by r.id`,
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  /** Rooms in which both are; direct ones apart. */
  async inCommon(
    sql: Sql,
    one: string,
    other: string,
  ): Promise<{ id: string; kind: RoomKind; title: string | null }[]> {
    return sql.query(
      `select r.id, r.kind, r.title from memberships a join rooms r on r.id = a.room_id and r.kind <> 'direct' and r.parent is null
         join memberships b on b.room_id = a.room_id and b.account_id = $2 and b.state = 'member'
        where a.account_id = $1 and a.state = 'member' order by r.state desc, r.created_at desc limit 100`,
      [one, other],
    );
  }

  async latestMembers(sql: Sql, roomId: string, limit: number): Promise<MembershipRow[]> {
    return sql.query<MembershipRow>(
      `select ${MEMBERSHIP} from memberships m where m.room_id = $1 and m.state = 'member' order by m.joined_at desc, m.account_id desc limit $2`,
      [roomId, limit],
    );
  }

  /** One row more than a page, to know whether another follows. */
  async membersPage(
    sql: Sql,
    roomId: string,
    page: { state: MembershipState; q?: string | undefined; after?: string | undefined },
  ): Promise<MembershipRow[]> {
    return sql.query<MembershipRow>(
      `select ${MEMBERSHIP} from memberships m where m.room_id = $1 and m.state = $2
          and ($3::uuid is null or m.account_id > $3) and ($4::text is null or contains_words(m.name, $4))
        order by m.account_id limit ${MEMBERS_PAGE + 1}`,
      [roomId, page.state, page.after ?? null, page.q || null],
    );
  }

  /** Where these people are known by another name, kind or face; also where they are no member any more. */
  async staleCards(sql: Sql, cards: readonly PersonCard[]): Promise<{ room_id: string; account_id: string }[]> {
    return sql.query(
      `select m.room_id, m.account_id from memberships m
         join unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as card (id, name, kind, avatar) on card.id = m.account_id
        where (m.name, m.kind, m.avatar) is distinct from (card.name, card.kind, card.avatar) order by m.room_id`,
      [
        cards.map((card) => card.id),
        cards.map((card) => card.name),
        cards.map((card) => card.kind),
        cards.map((card) => card.avatar),
      ],
    );
  }

  async setCards(sql: Sql, changes: readonly { roomId: string; person: PersonCard; touched: number }[]): Promise<void> {
    // One statement each: the same person twice in a batch must end as the later one.
    for (const { roomId, person, touched } of changes)
      await sql.query(
        'update memberships set name = $3, kind = $4, avatar = $5, touched = $6 where room_id = $1 and account_id = $2',
        [roomId, person.id, person.name, person.kind, person.avatar, touched],
      );
  }
}
