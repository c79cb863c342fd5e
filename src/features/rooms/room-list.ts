import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { RoomCard, roomListQuery } from '../../contract/rooms.contract.js';
import type { AccountKind, MembershipState, PersonCard, RoomRole } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { GHOST_MS } from './attendance.js';
import { roomNotFound } from './rooms.errors.js';
import { roomStream } from './rooms.events.js';
import { likeOf } from './rooms.repository.js';
import { roomViewOf, type RoomRow } from './rooms.view.js';

export type RoomListQuery = z.output<typeof roomListQuery>;
export const ROOMS_PAGE = 30;
const FACES = 5;

/** What chat knows of somebody's rooms: one answer for all of them. Rooms without anything may be missing. */
export type Unread = { unread: number; mentions: number; lastMessageAt: Date | null };
export type UnreadOf = (accountId: string, roomIds: readonly string[]) => Promise<ReadonlyMap<string, Unread>>;
const NOTHING: Unread = { unread: 0, mentions: 0, lastMessageAt: null };

export interface Present {
  present: number;
  faces: PersonCard[];
}

interface ListedRow extends RoomRow {
  my_role: RoomRole | null;
  my_state: MembershipState | null;
  other_id: string | null;
  other_name: string;
  other_kind: AccountKind;
  other_avatar: string | null;
}

const LISTED = `select r.*, m.role as my_role, m.state as my_state,
    o.account_id as other_id, o.name as other_name, o.kind as other_kind, o.avatar as other_avatar
  from rooms r
  left join memberships m on m.room_id = r.id and m.account_id = $1
  left join memberships o on r.kind = 'direct' and o.room_id = r.id and o.account_id <> $1`;

/** Rooms in lists, with what is going on there now. Four statements a page, however many rooms. */
@Injectable()
export class RoomList {
  #unreadOf: UnreadOf = () => Promise.resolve(new Map());

  constructor(
    private readonly database: DataSource,
    private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  contributeUnread(unreadOf: UnreadOf): void {
    this.#unreadOf = unreadOf;
  }

  async page(actor: Actor, query: RoomListQuery): Promise<{ rooms: RoomCard[]; next: string | null }> {
    // A guest belongs to one room and looks around in no other.
    if (query.scope === 'public' && actor.kind === 'guest') return { rooms: [], next: null };
    const [before, beforeId] = cursorOf(query.after);
    const scope = query.scope === 'mine' ? `m.state = 'member'` : `r.visibility = 'public' and r.kind <> 'direct'`;
    const rows = await this.sql.query<ListedRow>(
      `${LISTED} where ${scope} and r.state = $2 and ($3::text is null or r.kind = $3) and ($4::text is null or r.language = $4)
          and ($5::text is null or r.title ilike $5 or r.about ilike $5 or o.name ilike $5)
          and ($6::timestamptz is null or (r.created_at, r.id) < ($6, $7::uuid))
        order by r.created_at desc, r.id desc limit ${ROOMS_PAGE + 1}`,
      [actor.accountId, query.state, query.kind ?? null, query.language ?? null, query.q ? likeOf(query.q) : null, before, beforeId],
    );
    const last = rows.length > ROOMS_PAGE ? rows[ROOMS_PAGE - 1] : undefined;
    return { rooms: await this.cards(actor, rows.slice(0, ROOMS_PAGE)), next: last ? `${last.created_at.getTime()}_${last.id}` : null };
  }

  async card(actor: Actor, roomId: string): Promise<RoomCard> {
    const rows = await this.sql.query<ListedRow>(`${LISTED} where r.id = $2`, [actor.accountId, roomId]);
    const [card] = await this.cards(actor, rows);
    if (!card) throw roomNotFound();
    return card;
  }

  /** Who is there now on any node: distinct people and some of them, the latest first. */
  async presentIn(roomIds: readonly string[]): Promise<ReadonlyMap<string, Present>> {
    const rows = await this.sql.query<{ room_id: string; present: number; faces: PersonCard[] }>(
      `select room_id, count(*) as present,
              to_json((array_agg(json_build_object('id', account_id, 'name', name, 'kind', kind, 'avatar', avatar) order by since desc))[1:${FACES}]) as faces
         from (select v.room_id, v.account_id, m.name, m.kind, m.avatar, max(v.started_at) as since
                 from visits v join memberships m on m.room_id = v.room_id and m.account_id = v.account_id
                where v.room_id = any($1::uuid[]) and v.ended_at is null and v.seen_until > $2
                group by v.room_id, v.account_id, m.name, m.kind, m.avatar) here
        group by room_id`,
      [roomIds, new Date(this.clock.epochMs() - GHOST_MS)],
    );
    return new Map(rows.map((row) => [row.room_id, row]));
  }

  private async cards(actor: Actor, rows: readonly ListedRow[]): Promise<RoomCard[]> {
    const ids = rows.map((row) => row.id);
    const mine = rows.filter((row) => row.my_state === 'member').map((row) => row.id);
    if (ids.length === 0) return [];
    const [present, heads, unread] = await Promise.all([
      this.presentIn(ids),
      this.log.heads(mine.map(roomStream)),
      mine.length > 0 ? this.#unreadOf(actor.accountId, mine) : new Map<string, Unread>(),
    ]);
    return rows.map((row): RoomCard => {
      const news = unread.get(row.id) ?? NOTHING;
      const here = present.get(row.id);
      return {
        room: roomViewOf(row),
        present: here?.present ?? 0,
        faces: here?.faces ?? [],
        myRole: row.my_state === 'member' ? row.my_role : null,
        head: heads.get(roomStream(row.id))?.seq ?? 0,
        unread: news.unread,
        mentions: news.mentions,
        lastMessageAt: news.lastMessageAt?.toISOString() ?? null,
        other: row.other_id === null ? null : { id: row.other_id, name: row.other_name, kind: row.other_kind, avatar: row.other_avatar },
      };
    });
  }

  private get sql(): Sql {
    return sqlOf(this.database);
  }
}

/** `<ms>_<id>` of the last room of the page before; anything else starts from the top. */
function cursorOf(after: string | undefined): [Date | null, string | null] {
  const [, ms, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(after ?? '') ?? [];
  return ms === undefined || id === undefined ? [null, null] : [new Date(Number(ms)), id];
}
