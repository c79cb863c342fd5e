import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  NOTICES_COUNTED,
  NOTICES_PAGE,
  type NoticeKind,
  type NoticesQuery,
  type NoticeWhat,
} from '../../contract/notifications.contract.js';
import type { AccountKind, MeetingState, RoomKind } from '../../contract/words.js';
import { type Sql, sqlOf } from '../../platform/database/sql.js';
import type { Reading } from '../../platform/event-log/readings.js';
import { KIND_OF, type WantedNotice } from './wanted-notices.js';

/**
 * Read where it stands: the mark of the room, or of the thread, has passed it. An answer that one has seen is still news as an
 * answer. (An `exists` in a condition of several PostgreSQL may answer with a list of the whole table: here one row is asked for.)
 */
const COVERED = `(n.kind in ('mention', 'direct', 'reply') and coalesce(case when n.thread_id is null
  then (select k.seq >= n.message_seq from read_marks k where k.room_id = n.room_id and k.account_id = n.account_id)
  else (select k.seq >= n.message_seq from thread_marks k where k.thread_id = n.thread_id and k.account_id = n.account_id) end, false))`;
export const READ = `(n.read_at is not null or ${COVERED})`;
/**
 * What somebody may not see any more leaves their inbox, and so does a meeting that was moved (its new time is told anew) or
 * declined; what was decided about them stays.
 */
export const VISIBLE = `(not n.withdrawn and not n.stale and (n.kind in ('decision', 'membership') or coalesce((
  select m.state = 'member' from memberships m where m.room_id = n.room_id and m.account_id = n.account_id), false))
  and (n.kind <> 'meeting' or exists (select from meetings e left join meeting_answers a on a.meeting_id = e.id and a.account_id = n.account_id
    where e.id = n.meeting_id and e.starts_at = n.starts_at and a.answer is distinct from 'no')))`;
const SHOWN = `not n.muted and ${VISIBLE}`;
const UNREAD = `${SHOWN} and not ${READ}`;

const FILTERS: Readonly<Record<NoticesQuery['filter'], string>> = {
  all: 'true',
  unread: `not ${READ}`,
  messages: `n.kind in ('mention', 'direct', 'reply', 'answer')`,
  meetings: `n.kind in ('meeting', 'minutes')`,
  decisions: `n.kind in ('decision', 'membership')`,
};
const EXCERPT = 200;
const COLUMNS = `n.id, n.account_id as "accountId", n.kind, n.what, n.at, n.role, ${READ} as read,
  b.id as "byId", b.name as "byName", b.kind as "byKind", b.avatar as "byAvatar",
  r.id as "roomId", r.kind as "roomKind", r.title as "roomTitle", n.message_seq as "messageSeq",
  case when g.state = 'visible' then left(g.text, ${EXCERPT}) end as excerpt,
  e.id as "meetingId", e.title as "meetingTitle", e.starts_at as "startsAt", e.state as "meetingState"`;
const TABLES = `notices n left join accounts b on b.id = n.by_id left join rooms r on r.id = n.room_id
  left join messages g on g.id = n.message_id left join meetings e on e.id = n.meeting_id`;

export interface NoticeRow {
  id: string;
  accountId: string;
  kind: NoticeKind;
  what: NoticeWhat;
  at: Date;
  role: string | null;
  read: boolean;
  byId: string | null;
  byName: string;
  byKind: AccountKind;
  byAvatar: string | null;
  roomId: string | null;
  roomKind: RoomKind;
  roomTitle: string | null;
  messageSeq: number | null;
  excerpt: string | null;
  meetingId: string | null;
  meetingTitle: string;
  startsAt: Date;
  meetingState: MeetingState;
}
export interface AddedNotice {
  id: string;
  accountId: string;
  kind: NoticeKind;
  roomId: string | null;
}

/** The rows of `notices`: what happened by reference, and what became of it. Words are joined when somebody reads. */
@Injectable()
export class NoticesRepository {
  readonly pool: Sql;

  constructor(source: DataSource) {
    this.pool = sqlOf(source);
  }

  /**
   * Keeps what is wanted, each fact once, as its person has chosen; answers those that are new in an inbox. What is older than
   * `since` is only found again: it was read and forgotten.
   */
  async add(
    sql: Sql,
    wanted: readonly (WantedNotice & { id: string; mailAfter: Date })[],
    since: Date,
  ): Promise<AddedNotice[]> {
    if (wanted.length === 0) return [];
    const rows = wanted.map((notice) => ({ ...notice, kind: KIND_OF[notice.what] }));
    return sql.query<AddedNotice>(
      `with kept as (
         insert into notices as n (id, account_id, fact, kind, what, at, room_id, by_id, message_id, message_seq, thread_id, meeting_id, starts_at, role, muted, mail_after)
         select w.id, w."accountId", w.fact, w.kind, w.what, w.at, w."roomId", w."byId", g.id, g.seq, g.thread_id, w."meetingId", w."startsAt", w.role,
                w.kind <> 'decision' and (o.room_id is not null or w.kind = any(coalesce(s.inbox_off, '{}'))),
                case when a.email is null or a.demo or w.kind = any(coalesce(s.mail_off, '{}')) or (o.room_id is not null and w.kind <> 'decision')
                     then null else w."mailAfter" end
           from jsonb_to_recordset($1::jsonb) as w (id uuid, "accountId" uuid, fact text, kind text, what text, at timestamptz, "roomId" uuid, "byId" uuid,
                "messageId" uuid, "meetingId" uuid, "startsAt" timestamptz, role text, "mailAfter" timestamptz)
           join accounts a on a.id = w."accountId" and a.kind <> 'bot'
           left join rooms r on r.id = w."roomId"
           left join messages g on g.id = w."messageId"
           left join notice_settings s on s.account_id = a.id
           left join notice_rooms_off o on o.account_id = a.id and o.room_id = w."roomId"
          where (w."roomId" is null or r.id is not null)
            and (w.at > $2 or exists (select from notices known where known.account_id = a.id and known.fact = w.fact))
         on conflict (account_id, fact) do update set stale = false,
           kind = case when n.what = 'reply' and excluded.what = 'mention' then excluded.kind else n.kind end,
           what = case when (n.what, excluded.what) in (('removed', 'banned'), ('reply', 'mention')) then excluded.what else n.what end
         returning n.id, n.account_id, n.kind, n.room_id, n.meeting_id, n.what, not n.muted and (n.xmax = 0) as added)
       select id, account_id as "accountId", kind, room_id as "roomId" from kept where added`,
      [JSON.stringify(rows), since],
    );
  }

  /** Whose inboxes hold something about these messages and meetings; about the second meetings only those of `people`. */
  async accountsOf(
    sql: Sql,
    { messages, moved, answered, people }: Record<'messages' | 'moved' | 'answered' | 'people', readonly string[]>,
  ): Promise<string[]> {
    if (messages.length + moved.length + answered.length === 0) return [];
    const rows = await sql.query<{ account_id: string }>(
      `select distinct account_id from notices where message_id = any($1::uuid[]) or meeting_id = any($2::uuid[])
          or (meeting_id = any($3::uuid[]) and account_id = any($4::uuid[]))`,
      [messages, moved, answered, people],
    );
    return rows.map(({ account_id }) => account_id);
  }

  async setWithdrawn(sql: Sql, messages: ReadonlyMap<string, boolean>): Promise<void> {
    if (messages.size === 0) return;
    await sql.query(
      `update notices n set withdrawn = x.withdrawn from unnest($1::uuid[], $2::boolean[]) as x (id, withdrawn)
        where n.message_id = x.id`,
      [[...messages.keys()], [...messages.values()]],
    );
  }

  /** The newest notice of a meeting speaks for those before it. */
  async keepLatestOfMeetings(sql: Sql, near: readonly WantedNotice[]): Promise<void> {
    if (near.length === 0) return;
    await sql.query(
      `update notices n set withdrawn = true
         from jsonb_to_recordset($1::jsonb) as w ("accountId" uuid, "meetingId" uuid, fact text, at timestamptz)
        where n.account_id = w."accountId" and n.meeting_id = w."meetingId" and n.kind = 'meeting' and n.fact <> w.fact and n.at <= w.at`,
      [JSON.stringify(near)],
    );
  }

  /** Before a rebuild: what the log does not tell again stays hidden, what it does keeps its id and whether it was read. */
  async setAllStale(sql: Sql): Promise<void> {
    await sql.query('update notices set stale = true');
  }

  // --- reading
  /** The count of the bell, capped; people without anything unread are missing. */
  async unread(sql: Sql, accountIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await sql.query<{ id: string; count: number }>(
      `select a.id, u.count from unnest($1::uuid[]) as a (id), lateral (
         select count(*) as count from (select 1 from notices n where n.account_id = a.id and n.read_at is null and ${UNREAD} limit ${NOTICES_COUNTED}) x) u`,
      [accountIds],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  unreadOf(accountId: string): Reading<number> {
    return {
      text: `(select count(*) from (select 1 from notices n where n.account_id = $1::uuid and n.read_at is null and ${UNREAD} limit ${NOTICES_COUNTED}) x)`,
      values: [accountId],
      answer: Number,
    };
  }

  async page(accountId: string, { filter, before }: NoticesQuery): Promise<NoticeRow[]> {
    return this.pool.query<NoticeRow>(
      `select ${COLUMNS} from ${TABLES} where n.account_id = $1 and ${SHOWN} and ${FILTERS[filter]}
          and ($2::uuid is null or (n.at, n.id) < (select k.at, k.id from notices k where k.id = $2 and k.account_id = $1))
        order by n.at desc, n.id desc limit ${NOTICES_PAGE + 1}`,
      [accountId, before ?? null],
    );
  }

  /** Those of them that are still news to their person, for a mail: oldest first. */
  async stillNews(accountId: string, ids: readonly string[]): Promise<NoticeRow[]> {
    return this.pool.query<NoticeRow>(
      `select ${COLUMNS} from ${TABLES} where n.account_id = $1 and n.id = any($2::uuid[]) and ${VISIBLE} and not ${READ} order by n.at, n.id`,
      [accountId, ids],
    );
  }

  // --- what was read
  /** Answers how many were not read before. */
  async markRead(
    sql: Sql,
    accountId: string,
    { noticeIds, upTo }: { noticeIds?: readonly string[] | undefined; upTo?: Date | undefined },
    at: Date,
  ): Promise<number> {
    const rows = await sql.query(
      `update notices set read_at = $4, mail_after = null where account_id = $1 and read_at is null
          and (id = any($2::uuid[]) or at <= $3::timestamptz) returning id`,
      [accountId, noticeIds ?? [], upTo ?? null, at],
    );
    return rows.length;
  }

  /** Of the people who read in these rooms: whose inbox had something that is read now. */
  async coveredBy(places: readonly { accountId: string; roomId: string }[]): Promise<string[]> {
    const rows = await this.pool.query<{ account_id: string }>(
      `select distinct n.account_id from unnest($1::uuid[], $2::uuid[]) as x (account_id, room_id)
         join notices n on n.account_id = x.account_id and n.room_id = x.room_id and n.read_at is null
        where ${COVERED}`,
      [places.map(({ accountId }) => accountId), places.map(({ roomId }) => roomId)],
    );
    return rows.map(({ account_id }) => account_id);
  }

  async markCovered(sql: Sql, accountId: string, at: Date): Promise<number> {
    const rows = await sql.query(
      `update notices n set read_at = $2, mail_after = null
        where n.account_id = $1 and n.read_at is null and ${COVERED} returning n.id`,
      [accountId, at],
    );
    return rows.length;
  }

  async forgetAll(sql: Sql, accountId: string): Promise<void> {
    await sql.query('delete from notices where account_id = $1', [accountId]);
  }

  /** What was read, or is not to be seen any more, and is older than this. */
  async forgetRead(before: Date): Promise<void> {
    await this.pool.query(`delete from notices n where n.at < $1 and (n.withdrawn or n.muted or ${READ})`, [before]);
  }
}
