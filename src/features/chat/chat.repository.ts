import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MESSAGES_PAGE, MESSAGES_PAGE_MAX, UNREAD_CAP, type ReadState } from '../../contract/chat.contract.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';
import type { Reading } from '../../platform/event-log/readings.js';
import type { FoundMessage, MessageRow, ReactionCounts } from './chat.view.js';

export const MESSAGE = `m.id, m.room_id, m.seq, m.touched, m.author_id, p.name as author_name, p.kind as author_kind, p.avatar as author_avatar,
  m.client_id, m.reply_to, m.text, m.mentions, m.attachments, m.previews, m.lang, m.state, m.posted_at, m.edited_at, m.deleted_at, m.deleted_by, m.erased_at, m.hidden_by, m.generated,
  m.thread_id, m.asks, m.answer_id, m.thanks, m.pin, m.reply_count, m.last_reply_at, m.repliers`;
/** With the author's card as the room knows it: it changes with an event of the room only. */
export const MESSAGES = 'messages m join memberships p on p.room_id = m.room_id and p.account_id = m.author_id';

/** What $1 has read of these rooms: `ids (id)`. */
const readOf = (
  rooms: string,
): string => `select r.id as "roomId", r.read as "readSeq", r.turn, u.count as unread, u.first as "firstUnread",
     least(n.count + t.count, ${UNREAD_CAP}) as mentions, l.posted_at as "lastMessageAt"
   from (select ids.id, coalesce(k.seq, 0) as read, coalesce(k.turn, 0) as turn, k.seq is not null as joined from ${rooms}
           left join read_marks k on k.room_id = ids.id and k.account_id = $1) r
   left join lateral (select count(*) as count, min(x.seq) as first from
     (select m.seq from messages m where r.joined and m.room_id = r.id and m.thread_id is null and m.seq > r.read and m.author_id <> $1 and m.state = 'visible'
       order by m.seq limit ${UNREAD_CAP}) x) u on true
   left join lateral (select count(*) as count from
     (select 1 from messages m where r.joined and m.room_id = r.id and m.thread_id is null and m.seq > r.read and m.author_id <> $1 and m.state = 'visible'
         and m.mentions <> '{}' and $1 = any(m.mentions) and not exists (select from blocks b where b.blocker_id = $1 and b.blocked_id = m.author_id) limit ${UNREAD_CAP}) x) n on true
   left join lateral (select count(*) as count from
     (select 1 from thread_marks k join lateral (
         select from messages m where m.thread_id = k.thread_id and m.seq > k.seq and m.author_id <> $1 and m.state = 'visible'
            and $1 = any(m.mentions) and not exists (select from blocks b where b.blocker_id = $1 and b.blocked_id = m.author_id) limit ${UNREAD_CAP}) m on true
       where r.joined and k.account_id = $1 and k.room_id = r.id and k.mentioned_seq > k.seq limit ${UNREAD_CAP}) x) t on true
   left join lateral (select m.posted_at from messages m where m.room_id = r.id order by m.seq desc limit 1) l on true`;

const PERSONAL = `(select to_json(x) from
  (select p.*, reads_from($2::uuid, $1::uuid) as "from", (select coalesce(json_agg(json_build_object('message_id', x.message_id, 'emoji', x.emoji)), '[]') from reactions x
                 where x.account_id = $1::uuid and x.message_id in
                   (select id from messages where room_id = p."roomId" and thread_id is null order by seq desc limit ${MESSAGES_PAGE})) as reactions,
     (select coalesce(json_agg(x.message_id), '[]') from thanks x where x.account_id = $1::uuid and x.message_id in
       (select id from messages where room_id = p."roomId" and thread_id is null order by seq desc limit ${MESSAGES_PAGE})) as thanked
     from (${readOf('(select $2::uuid as id) ids')}) p) x)`;

export const COUNTS =
  '(select json_object_agg(x.emoji, x.count) from (select emoji, count(*) as count from reactions where message_id = m.id group by emoji) x) as counts';
// A limit that is a parameter makes PostgreSQL guess too many rows, and plan anew each time: the constant tells it how few.
const few = (query: string, limit: string): string =>
  `(select * from (${query} limit ${MESSAGES_PAGE_MAX + 1}) few limit ${limit}::int)`;
// How far back this viewer may read counts for what is quoted too.
const IN_ROOM = `m.room_id = $1::uuid and m.seq >= (select reads_from($1::uuid, $5::uuid))`;
const ROOM = `select ${MESSAGE}, ${COUNTS} from ${MESSAGES} where ${IN_ROOM}`;
// The page is taken of the messages alone, in their order. Joined to the authors first, PostgreSQL would read all that the
// members of a big room ever said to find the newest fifty.
const stretchOf = (which: string, root = ''): string => `(with page as (select ${MESSAGE}, ${COUNTS} from (
    ${few(`select m.* from messages m where ${IN_ROOM} and ${which} and m.seq < $2::bigint order by m.seq desc`, '$3')}
    union all
    ${few(`select m.* from messages m where ${IN_ROOM} and ${which} and m.seq >= $2::bigint order by m.seq`, '$4')}
    ${root}) m join memberships p on p.room_id = $1::uuid and p.account_id = m.author_id)
  select json_build_object(
    'rows', (select coalesce(json_agg(page order by page.seq), '[]') from page),
    'quoted', (select coalesce(json_agg(q order by q.seq), '[]') from
      (${ROOM} and m.id in (select reply_to from page)) q),
    'mine', (select coalesce(json_agg(json_build_object('message_id', x.message_id, 'emoji', x.emoji)), '[]') from reactions x
      where x.account_id = $5::uuid and x.message_id in (select id from page)),
    'thanked', (select coalesce(json_agg(x.message_id), '[]') from thanks x
      where x.account_id = $5::uuid and x.message_id in (select id from page))))`;
const MAIN = stretchOf('m.thread_id is null');
// The root is its thread's first message, and comes with every page of it.
const THREAD = stretchOf(
  'm.thread_id = $6::uuid',
  `union all (select m.* from messages m where ${IN_ROOM} and m.id = $6::uuid and m.thread_id is null)`,
);

/** What an account has read of a room, and when something was last said there. */
export interface ReadRow extends ReadState {
  lastMessageAt: Date | null;
}
export interface PersonalRow extends ReadState {
  from: number;
  reactions: { message_id: string; emoji: string }[];
  thanked: string[];
}
export interface Stretch {
  readonly roomId: string;
  /** The seq between both sides; it belongs to the newer one. */
  readonly edge: number;
  readonly older: number;
  readonly newer: number;
  readonly viewer: string | null;
  /** The thread; undefined is the main list. */
  readonly thread: string | undefined;
}
export interface FoundStretch {
  /** In the order of seq. */
  rows: FoundMessage[];
  quoted: FoundMessage[];
  mine: { message_id: string; emoji: string }[];
  thanked: string[];
}
export interface DueMessage {
  id: string;
  room_id: string;
}

/** For statements that are a transaction of their own. */
@Injectable()
export class ChatDatabase {
  constructor(private readonly source: DataSource) {}

  get sql(): Sql {
    return sqlOf(this.source);
  }
}

/** Reads the rows of the chat; those that events change are written by `chat.projection.ts`. */
@Injectable()
export class ChatRepository {
  async byIds(sql: Sql, ids: readonly string[]): Promise<MessageRow[]> {
    if (ids.length === 0) return [];
    return sql.query<MessageRow>(`select ${MESSAGE} from ${MESSAGES} where m.id = any($1::uuid[])`, [ids]);
  }

  /**
   * Messages of a room on both sides of a seq, at most so many of each, with their counters; those they answer, wherever these
   * stand; and how this viewer reacted (nobody where it is null).
   */
  stretch<R>({ roomId, edge, older, newer, viewer, thread }: Stretch, answer: (found: FoundStretch) => R): Reading<R> {
    const values = [roomId, edge, older, newer, viewer];
    return thread === undefined
      ? { text: MAIN, values, answer }
      : { text: THREAD, values: [...values, thread], answer };
  }

  /** Counters by message and emoji. */
  async reactionCounts(sql: Sql, messageIds: readonly string[]): Promise<Map<string, Map<string, number>>> {
    if (messageIds.length === 0) return new Map();
    const rows = await sql.query<{ message_id: string; emoji: string; count: number }>(
      'select message_id, emoji, count(*) as count from reactions where message_id = any($1::uuid[]) group by message_id, emoji',
      [messageIds],
    );
    const counts = new Map<string, Map<string, number>>();
    for (const { message_id, emoji, count } of rows) {
      const own = counts.get(message_id) ?? new Map<string, number>();
      counts.set(message_id, own.set(emoji, count));
    }
    return counts;
  }

  /** Who of these people reacted with what to these messages. */
  async reactionsOf(
    sql: Sql,
    accountIds: readonly string[],
    messageIds: readonly string[],
  ): Promise<{ message_id: string; account_id: string; emoji: string }[]> {
    if (messageIds.length === 0) return [];
    return sql.query(
      `select message_id, account_id, emoji from reactions
        where message_id = any($1::uuid[]) and account_id = any($2::uuid[])`,
      [messageIds, accountIds],
    );
  }

  /** Members among these people, by room. */
  async membersAmong(
    sql: Sql,
    roomIds: readonly string[],
    accountIds: readonly string[],
  ): Promise<{ room_id: string; account_id: string }[]> {
    if (accountIds.length === 0) return [];
    return sql.query(
      `select room_id, account_id from memberships
        where room_id = any($1::uuid[]) and account_id = any($2::uuid[]) and state = 'member'`,
      [roomIds, accountIds],
    );
  }

  /** What a message said before, oldest first. */
  async versions(sql: Sql, messageId: string): Promise<{ text: string; at: Date }[]> {
    return sql.query('select text, at from message_versions where message_id = $1 order by version', [messageId]);
  }

  /** Deleted longer ago than may be undone, and still with their words. */
  async dueForErasing(sql: Sql, deletedBefore: Date, limit: number): Promise<DueMessage[]> {
    return sql.query<DueMessage>(
      `select id, room_id from messages where state = 'deleted' and erased_at is null and deleted_at < $1
        order by deleted_at limit $2`,
      [deletedBefore, limit],
    );
  }

  /** Those of them that nobody has restored or erased meanwhile; asked again under the lock. */
  async stillDue(sql: Sql, ids: readonly string[], deletedBefore: Date): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `select id from messages where id = any($1::uuid[]) and state = 'deleted' and erased_at is null and deleted_at < $2`,
      [ids, deletedBefore],
    );
    return rows.map((row) => row.id);
  }

  /** The mark moves forward only, and never past what has happened in the room. */
  async markRead(sql: Sql, roomId: string, accountId: string, seq: number, at: Date): Promise<void> {
    await sql.query(
      `insert into read_marks as r (room_id, account_id, seq, at)
       select $1::uuid, $2::uuid, least($3::bigint, s.seq), $4::timestamptz from streams s where s.id = 'room:' || $1::uuid
       on conflict (room_id, account_id) do update set seq = excluded.seq, at = excluded.at, turn = r.turn + 1 where r.seq < excluded.seq`,
      [roomId, accountId, seq, at],
    );
  }

  /** Nothing waits for whoever never came in. Unread messages are others', still to be seen, and counted up to a cap: a long absence costs no more than a short one. */
  async readRows(sql: Sql, accountId: string, roomIds: readonly string[]): Promise<ReadRow[]> {
    return sql.query<ReadRow>(readOf('unnest($2::uuid[]) as ids (id)'), [accountId, roomIds]);
  }

  /** What is of one viewer alone in a snapshot: their read state, and their reactions to the latest messages. */
  personal<R>(accountId: string, roomId: string, answer: (found: PersonalRow | null) => R): Reading<R> {
    return { text: PERSONAL, values: [accountId, roomId], answer };
  }
}

/** The viewer's reactions by message, sorted. */
export function mineOf(rows: readonly { message_id: string; emoji: string }[]): Record<string, string[]> {
  const mine: Record<string, string[]> = {};
  for (const { message_id, emoji } of rows) (mine[message_id] ??= []).push(emoji);
  for (const emojis of Object.values(mine)) emojis.sort((a, b) => (a < b ? -1 : 1));
  return mine;
}

export const countsOf = (counts: ReadonlyMap<string, ReactionCounts>, id: string): ReactionCounts =>
  counts.get(id) ?? new Map<string, number>();
