import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { FoundIn } from '../../contract/search.contract.js';
import type { FileKind } from '../../contract/uploads.contract.js';
import type { AccountKind, PersonCard, RoomKind, RoomState } from '../../contract/words.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

/** The database as the search asks it outside of other features' transactions. */
@Injectable()
export class SearchDatabase {
  readonly sql: Sql;

  constructor(source: DataSource) {
    this.sql = sqlOf(source);
  }
}

/** Who asks, and what they may read. */
export interface Reader {
  /** Is a member of the community, and finds who lets themself be found by members. */
  readonly listed: boolean;
  readonly viewer: string;
  readonly rooms: readonly string[];
}
export interface PersonRow {
  id: string;
  name: string;
  about: string;
  kind: AccountKind;
  avatar: string | null;
}
export interface RoomRow {
  id: string;
  kind: RoomKind;
  state: RoomState;
  title: string;
  about: string;
  memberCount: number;
  member: boolean;
}
export interface MessageRow {
  id: string;
  seq: number;
  text: string | null;
  at: Date;
  author: PersonCard;
  room: FoundIn;
}
export interface FileRow {
  id: string;
  name: string;
  kind: FileKind;
  bytes: number;
  at: Date;
  author: PersonCard;
  room: FoundIn;
  message: { id: string; seq: number } | null;
  title: string | null;
  alt: string | null;
}

const shown = (field: string, words: string): string =>
  `case when $4 and sees(coalesce(p.visibility, '{}'), '${field}', 2) then ${words} end`;
const card = (alias: string, id = `${alias}.account_id`): string =>
  `json_build_object('id', ${id}, 'name', ${alias}.name, 'kind', ${alias}.kind, 'avatar', ${alias}.avatar)`;
// $3 is the viewer: of a direct room they read the names of the others.
const WHERE_FOUND = `json_build_object('id', r.id, 'kind', r.kind, 'title', r.title, 'others', others_in(r.id, $3))`;

// Across a block neither finds the other, nor what the other says.
const unblocked = (other: string): string => `not exists (select from blocks b
  where (b.blocker_id = $3 and b.blocked_id = ${other}) or (b.blocker_id = ${other} and b.blocked_id = $3))`;

/** The rows behind what the engine found, as they are now: only those that the reader may see. */
@Injectable()
export class SearchRepository {
  constructor(private readonly database: SearchDatabase) {}

  /**
   * Who is in a room that the reader finds things in, and (`listed`) grown-ups who let themselves be found in the directory;
   * never across a block. With what they show to every member.
   */
  async people(ids: readonly string[], { viewer, rooms, listed }: Reader): Promise<PersonRow[]> {
    const tags = (field: string): string => shown(field, `nullif(array_to_string(p.${field}, ', '), '')`);
    return this.database.sql.query(
      `select a.id, a.name, a.kind, a.avatar,
              concat_ws(' · ', ${shown('about', `nullif(a.about, '')`)}, ${tags('skills')}, ${tags('seeks')}, ${tags('offers')}) as about
         from accounts a left join profiles p on p.account_id = a.id
        where a.id = any($1::uuid[]) and a.banned_at is null and a.deleted_at is null
          and ${unblocked('a.id')}
          and (a.id = $3 or ($4 and a.kind = 'person' and a.age_band = '18-plus' and coalesce(p.listed, true)) or exists (
            select from memberships m where m.account_id = a.id and m.state = 'member' and m.room_id = any($2::uuid[])))`,
      [ids, rooms, viewer, listed],
    );
  }

  async rooms(ids: readonly string[], { viewer, rooms }: Reader): Promise<RoomRow[]> {
    return this.database.sql.query(
      `select r.id, r.kind, r.state, r.title, r.about, r.member_count as "memberCount", exists (
          select from memberships m where m.room_id = r.id and m.account_id = $3 and m.state = 'member') as member
         from rooms r where r.id = any($1::uuid[]) and r.id = any($2::uuid[]) and r.kind <> 'direct'`,
      [ids, rooms, viewer],
    );
  }

  async messages(ids: readonly string[], { viewer, rooms }: Reader): Promise<MessageRow[]> {
    return this.database.sql.query(
      `select m.id, m.seq, m.text, m.posted_at as at, ${card('p')} as author, ${WHERE_FOUND} as room
         from messages m join rooms r on r.id = m.room_id
         join memberships p on p.room_id = m.room_id and p.account_id = m.author_id
        where m.id = any($1::uuid[]) and m.room_id = any($2::uuid[]) and m.state = 'visible' and ${unblocked('m.author_id')}
          and m.seq >= reads_from(m.room_id, $3)`,
      [ids, rooms, viewer],
    );
  }

  async files(ids: readonly string[], { viewer, rooms }: Reader): Promise<FileRow[]> {
    return this.database.sql.query(
      `select f.id, f.name, f.kind, f.bytes, coalesce(m.posted_at, t.added_at) as at, ${card('p')} as author, ${WHERE_FOUND} as room, t.title,
              case when m.id is not null then json_build_object('id', m.id, 'seq', m.seq) end as message,
              (select a ->> 'alt' from jsonb_array_elements(m.attachments) a where a ->> 'id' = f.id::text limit 1) as alt
         from files f join rooms r on r.id = f.room_id
         join memberships p on p.room_id = f.room_id and p.account_id = f.owner_id
         left join messages m on m.id = f.used_by and m.state = 'visible' left join materials t on t.id = f.used_by
        where f.id = any($1::uuid[]) and f.room_id = any($2::uuid[]) and f.erased_at is null and not f.hidden
          and (m.seq >= reads_from(m.room_id, $3) or t.id is not null) and ${unblocked('f.owner_id')}`,
      [ids, rooms, viewer],
    );
  }

  /** Those of the rooms that are called so, or are this one. */
  async roomsCalled(name: string, { viewer, rooms }: Reader): Promise<string[]> {
    const rows = await this.database.sql.query<{ id: string }>(
      `select r.id from rooms r where r.id = any($1::uuid[]) and (r.id::text = lower($2) or contains_words(r.title, $2) or coalesce((
          select bool_or(contains_words(o.name, $2)) from memberships o where r.kind = 'direct' and o.room_id = r.id and o.account_id <> $3), false))`,
      [rooms, name, viewer],
    );
    return rows.map(({ id }) => id);
  }
}
