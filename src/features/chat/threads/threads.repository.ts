import { Injectable } from '@nestjs/common';
import { PINS_MAX, UNREAD_CAP } from '../../../contract/chat.contract.js';
import { QUESTIONS_PAGE, REACTORS_MAX, THREADS_MAX, type ThreadState } from '../../../contract/threads.contract.js';
import type { PersonCard } from '../../../contract/words.js';
import type { Sql } from '../../../platform/database/sql.js';
import type { Reading } from '../../../platform/event-log/readings.js';
import { MESSAGE, MESSAGES } from '../chat.repository.js';
import type { FoundMessage } from '../chat.view.js';

const COUNTS =
  '(select json_object_agg(x.emoji, x.count) from (select emoji, count(*) as count from reactions where message_id = m.id group by emoji) x) as counts';
const FOUND = `select ${MESSAGE}, ${COUNTS} from ${MESSAGES}`;
/** Only what the viewer may read of the room, as everywhere. */
const within = (viewer: string): string => `m.seq >= (select reads_from($1::uuid, ${viewer}::uuid))`;

/** What account $2 has read of the threads in `marks k`, and what waits there. */
const STATE = `k.room_id as "roomId", k.thread_id as "threadId", k.seq as "readSeq", k.following, k.muted,
  u.count as unread, u.first as "firstUnread", n.count as mentions,
  coalesce((select turn from read_marks r where r.room_id = k.room_id and r.account_id = k.account_id), 0) as turn`;
const WAITING = `left join lateral (select count(*) as count, min(x.seq) as first from
    (select m.seq from messages m where m.thread_id = k.thread_id and m.seq > k.seq and m.author_id <> k.account_id and m.state = 'visible'
      order by m.seq limit ${UNREAD_CAP}) x) u on true
  left join lateral (select count(*) as count from
    (select 1 from messages m where k.mentioned_seq > k.seq and m.thread_id = k.thread_id and m.seq > k.seq and m.author_id <> k.account_id
       and m.state = 'visible' and k.account_id = any(m.mentions)
       and not exists (select from blocks b where b.blocker_id = k.account_id and b.blocked_id = m.author_id) limit ${UNREAD_CAP}) x) n on true`;

const THREADS = `(select coalesce(json_agg(t order by t.moved desc), '[]') from
  (select to_json(root) as root, to_json(s) as state, root.last_reply_at as moved from
    (select ${STATE} from (select x.* from thread_marks x join messages r on r.id = x.thread_id and r.reply_count > 0
        where x.account_id = $2::uuid and x.room_id = $1::uuid and (x.following or x.mentioned_seq > x.seq)
        order by r.last_reply_at desc limit ${THREADS_MAX}) k ${WAITING}) s
    join lateral (${FOUND} where m.id = s."threadId" and ${within('$2')}) root on true
    where s.following or s.mentions > 0) t)`;

const QUESTIONS = `(select coalesce(json_agg(q order by (q.question->>'seq')::bigint desc), '[]') from
  (select to_json(question) as question, (select to_json(a) from (${FOUND} where m.id = question.answer_id) a) as answer from
    (select ${MESSAGE}, ${COUNTS} from (select m.* from messages m
        where m.room_id = $1::uuid and m.asks and m.state = 'visible' and (m.answer_id is not null) = $2::boolean
          and m.seq < $3::bigint and ${within('$4')} order by m.seq desc limit ${QUESTIONS_PAGE + 1}) m
      join memberships p on p.room_id = $1::uuid and p.account_id = m.author_id) question) q)`;

const PINS = `(select coalesce(json_agg(p order by p.pin_seq desc), '[]') from
  (select * from (select m.pin_seq, m.id as pinned from messages m where m.room_id = $1::uuid and m.pin is not null and ${within('$2')}
      order by m.pin_seq desc limit ${PINS_MAX}) x join lateral (${FOUND} where m.id = x.pinned) f on true) p)`;

const ONE = `(select to_json(f) from (${FOUND} where m.room_id = $1::uuid and (m.seq = $2::bigint or m.id = $3::uuid) and ${within('$4')}) f)`;

const REACTORS = `(select json_build_object('visible', (select state = 'visible' from messages m where m.id = $2::uuid and m.room_id = $1::uuid and ${within('$3')}),
  'count', (select count(*) from reactions where message_id = $2::uuid),
  'reactors', (select coalesce(json_agg(json_build_object('emoji', x.emoji, 'person',
       json_build_object('id', p.account_id, 'name', p.name, 'kind', p.kind, 'avatar', p.avatar)) order by x.emoji, x.at), '[]')
     from (select * from reactions where message_id = $2::uuid order by emoji, at limit ${REACTORS_MAX}) x
     join memberships p on p.room_id = $1::uuid and p.account_id = x.account_id)))`;

export interface FoundReactors {
  visible: boolean | null;
  count: number;
  reactors: { emoji: string; person: PersonCard }[];
}

/** What is read of threads, questions and pins beside the pages of messages; marks of threads. */
@Injectable()
export class ThreadsRepository {
  threads<R>(
    roomId: string,
    accountId: string,
    answer: (found: { root: FoundMessage; state: ThreadState }[]) => R,
  ): Reading<R> {
    return { text: THREADS, values: [roomId, accountId], answer };
  }

  questions<R>(
    about: { roomId: string; viewer: string; answered: boolean; before: number },
    answer: (found: { question: FoundMessage; answer: FoundMessage | null }[]) => R,
  ): Reading<R> {
    return { text: QUESTIONS, values: [about.roomId, about.answered, about.before, about.viewer], answer };
  }

  pins<R>(roomId: string, viewer: string, answer: (found: FoundMessage[]) => R): Reading<R> {
    return { text: PINS, values: [roomId, viewer], answer };
  }

  one<R>(
    about: { roomId: string; viewer: string; seq: number | null; id: string | null },
    answer: (found: FoundMessage | null) => R,
  ): Reading<R> {
    return { text: ONE, values: [about.roomId, about.seq, about.id, about.viewer], answer };
  }

  reactors<R>(
    { roomId, messageId, viewer }: { roomId: string; messageId: string; viewer: string },
    answer: (found: FoundReactors) => R,
  ): Reading<R> {
    return { text: REACTORS, values: [roomId, messageId, viewer], answer };
  }

  /** Null for a thread that has nothing to do with this person yet. */
  async state(sql: Sql, accountId: string, threadId: string): Promise<ThreadState | null> {
    const [row] = await sql.query<ThreadState>(
      `select ${STATE} from thread_marks k ${WAITING} where k.account_id = $1 and k.thread_id = $2`,
      [accountId, threadId],
    );
    return row ?? null;
  }

  /** The mark moves forward only, and never past what has happened in the room. Whoever began a thread follows it. */
  async markRead(sql: Sql, accountId: string, threadId: string, seq: number): Promise<void> {
    await sql.query(
      `with moved as (insert into thread_marks as k (thread_id, account_id, room_id, seq, following)
         select m.id, $1::uuid, m.room_id, least($3::bigint, s.seq), m.author_id = $1::uuid
           from messages m join streams s on s.id = 'room:' || m.room_id where m.id = $2::uuid
         on conflict (thread_id, account_id) do update set seq = excluded.seq where k.seq < excluded.seq returning k.room_id)
       update read_marks r set turn = r.turn + 1 from moved where r.room_id = moved.room_id and r.account_id = $1::uuid`,
      [accountId, threadId, seq],
    );
  }

  /** Whoever follows of their own will has what was said so far before them. */
  async follow(
    sql: Sql,
    accountId: string,
    threadId: string,
    { following, muted }: { following: boolean; muted: boolean },
  ): Promise<void> {
    await sql.query(
      `with moved as (insert into thread_marks as k (thread_id, account_id, room_id, seq, following, muted)
         select m.id, $1::uuid, m.room_id, s.seq, $3::boolean, $4::boolean
           from messages m join streams s on s.id = 'room:' || m.room_id where m.id = $2::uuid
         on conflict (thread_id, account_id) do update set following = excluded.following, muted = excluded.muted returning k.room_id)
       update read_marks r set turn = r.turn + 1 from moved where r.room_id = moved.room_id and r.account_id = $1::uuid`,
      [accountId, threadId, following, muted],
    );
  }

  /** Whether it can be, or is, the root of a thread of this room. */
  async isRoot(sql: Sql, roomId: string, threadId: string): Promise<boolean> {
    const rows = await sql.query('select 1 from messages where id = $1 and room_id = $2 and thread_id is null', [
      threadId,
      roomId,
    ]);
    return rows.length > 0;
  }

  /** Members who follow a thread and have not muted it. */
  async followers(sql: Sql, threadId: string): Promise<string[]> {
    const rows = await sql.query<{ account_id: string }>(
      `select k.account_id from thread_marks k
         join memberships p on p.room_id = k.room_id and p.account_id = k.account_id and p.state = 'member'
        where k.thread_id = $1 and k.following and not k.muted`,
      [threadId],
    );
    return rows.map((row) => row.account_id);
  }
}
