import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { roomListQuery } from '../../contract/rooms.contract.js';
import type { MembershipState, PersonCard, RoomKind, RoomRole, RoomVisibility } from '../../contract/words.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';
import type { Place } from './attendance.repository.js';
import type { Relation, RoomFacts } from './rooms.policy.js';
import { ROOM } from './rooms.repository.js';
import type { RoomRow } from './rooms.view.js';

export type RoomListQuery = z.output<typeof roomListQuery>;
export const ROOMS_PAGE = 30;
const FACES = 5;

export interface Present {
  present: number;
  faces: PersonCard[];
}
/** A room with what the asker is there and, in a direct room, the others. */
export interface ListedRow extends RoomRow {
  my_role: RoomRole | null;
  my_state: MembershipState | null;
  others: PersonCard[];
  /** seq of the newest event of one's own room. */
  head: number | null;
}

export interface LiveRow {
  id: string;
  kind: RoomKind;
  title: string | null;
  visibility: RoomVisibility;
  present: number;
  since: Date;
  host_id: string | null;
}

interface RelationRow {
  account_id: string;
  my_role: RoomRole | null;
  my_state: MembershipState | null;
}

const LISTED = `select ${ROOM}, m.role as my_role, m.state as my_state, s.seq as head,
    case when r.kind = 'direct' then others_in(r.id, $1) else '[]' end as others
  from rooms r
  left join memberships m on m.room_id = r.id and m.account_id = $1
  left join streams s on m.state = 'member' and s.id = 'room:' || r.id`;

@Injectable()
export class RoomListRepository {
  readonly #sql: Sql;

  constructor(database: DataSource) {
    this.#sql = sqlOf(database);
  }

  /** The newest first; one row more than a page, to know whether another follows. */
  async page(accountId: string, query: RoomListQuery): Promise<ListedRow[]> {
    const [before, beforeId] = positionOf(query.after);
    const scope =
      query.scope === 'mine'
        ? `m.state = 'member' and r.parent is null`
        : `r.visibility = 'public' and r.kind <> 'direct'`;
    return this.#sql.query<ListedRow>(
      `${LISTED} where ${scope} and r.state = $2 and ($3::text is null or r.kind = $3) and ($4::text is null or r.language = $4)
          and ($5::text is null or strpos(r.words, plain_words($5)) > 0 or r.kind = 'direct' and exists (
            select from jsonb_array_elements(others_in(r.id, $1)) o where contains_words(o->>'name', $5)))
          and ($6::timestamptz is null or (r.created_at, r.id) < ($6, $7::uuid))
        order by r.created_at desc, r.id desc limit ${ROOMS_PAGE + 1}`,
      [accountId, query.state, query.kind ?? null, query.language ?? null, query.q || null, before, beforeId],
    );
  }

  async one(accountId: string, roomId: string): Promise<ListedRow[]> {
    return this.#sql.query<ListedRow>(`${LISTED} where r.id = $2`, [accountId, roomId]);
  }

  /** Who was seen after a time and has not left, on any node: distinct people and some of them, the latest first. */
  async presentIn(roomIds: readonly string[], seenAfter: Date): Promise<ReadonlyMap<string, Present>> {
    const rows = await this.#sql.query<Present & { room_id: string }>(
      `select room_id, count(*) as present,
              to_json((array_agg(json_build_object('id', account_id, 'name', name, 'kind', kind, 'avatar', avatar) order by since desc, account_id))[1:${FACES}]) as faces
         from (select v.room_id, v.account_id, m.name, m.kind, m.avatar, max(v.started_at) as since
                 from visits v join memberships m on m.room_id = v.room_id and m.account_id = v.account_id
                where v.room_id = any($1::uuid[]) and v.ended_at is null and v.seen_until > $2
                group by v.room_id, v.account_id, m.name, m.kind, m.avatar) here
        group by room_id`,
      [roomIds, seenAfter],
    );
    return new Map(rows.map((row) => [row.room_id, row]));
  }

  /** Rooms where somebody is now, the liveliest first. */
  async live(seenAfter: Date, limit: number): Promise<LiveRow[]> {
    return this.#sql.query<LiveRow>(
      `select r.id, r.kind, r.title, r.visibility, here.present, here.since,
              (select m.account_id from memberships m where m.room_id = r.id and m.state = 'member' and m.role = 'host'
                order by m.joined_at, m.account_id limit 1) as host_id
         from (select room_id, count(distinct account_id) as present, min(started_at) as since from visits
                where ended_at is null and seen_until > $1 group by room_id) here
         join rooms r on r.id = here.room_id and r.parent is null
        order by here.present desc, here.since, r.id limit $2`,
      [seenAfter, limit],
    );
  }

  async titles(ids: readonly string[]): Promise<Map<string, string | null>> {
    const rows = await this.#sql.query<{ id: string; title: string | null }>(
      `select id, title from rooms where id = any($1::uuid[]) and kind <> 'direct'`,
      [ids],
    );
    return new Map(rows.map(({ id, title }) => [id, title]));
  }

  /** What somebody is in every room that they were ever in, and in the public ones; breakouts are found through their main room alone. */
  async relationsOf(accountId: string): Promise<{ room: RoomFacts; relation: Relation }[]> {
    const rows = await this.#sql.query<RoomFacts & RelationRow>(
      `select r.id, r.kind, r.state, r.visibility, r.capacity, r.parent, m.role as my_role, m.state as my_state
         from memberships m join rooms r on r.id = m.room_id where m.account_id = $1 and r.parent is null
       union all
       select r.id, r.kind, r.state, r.visibility, r.capacity, r.parent, null, null from rooms r
        where r.visibility = 'public' and r.kind <> 'direct'
          and not exists (select from memberships m where m.room_id = r.id and m.account_id = $1)`,
      [accountId],
    );
    return rows.map(({ id, kind, state, visibility, capacity, parent, my_role, my_state }) => ({
      room: { id, kind, state, visibility, capacity, parent },
      relation: { state: my_state, role: my_role },
    }));
  }

  /** From which seq each of these people may read the room beside them. */
  async beginningsAt(places: readonly Place[]): Promise<(Place & { begins: number })[]> {
    return this.#sql.query<Place & { begins: number }>(
      `select place.room_id as "roomId", place.account_id as "accountId", reads_from(place.room_id, place.account_id) as begins
         from unnest($1::uuid[], $2::uuid[]) as place (room_id, account_id)`,
      [places.map((place) => place.roomId), places.map((place) => place.accountId)],
    );
  }

  /** What each of these people is in the room beside them; rooms that do not exist are missing. */
  async relationsAt(places: readonly Place[]): Promise<{ room: RoomFacts; relation: Relation; accountId: string }[]> {
    const rows = await this.#sql.query<RoomFacts & RelationRow>(
      `select r.id, r.kind, r.state, r.visibility, r.capacity, r.parent, place.account_id, m.role as my_role, m.state as my_state
         from unnest($1::uuid[], $2::uuid[]) as place (room_id, account_id)
         join rooms r on r.id = place.room_id
         left join memberships m on m.room_id = place.room_id and m.account_id = place.account_id`,
      [places.map((place) => place.roomId), places.map((place) => place.accountId)],
    );
    return rows.map(({ id, kind, state, visibility, capacity, parent, account_id: accountId, my_role, my_state }) => ({
      room: { id, kind, state, visibility, capacity, parent },
      relation: { state: my_state, role: my_role },
      accountId,
    }));
  }
}

/** Where the page after this room begins. */
export const cursorOf = (row: ListedRow): string => `${row.created_at.getTime()}_${row.id}`;

const CURSOR = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
/** Anything that is not a cursor starts from the top. */
function positionOf(after: string | undefined): [Date | null, string | null] {
  const [, ms, id] = CURSOR.exec(after ?? '') ?? [];
  return ms === undefined || id === undefined ? [null, null] : [new Date(Number(ms)), id];
}
