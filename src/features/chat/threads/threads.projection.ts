import type { EventType } from '../../../contract/realtime.contract.js';
import type { Sql } from '../../../platform/database/sql.js';
import type { StoredEvent } from '../../../platform/event-log/event-log.types.js';
import { roomIdOf } from '../../rooms/rooms.events.js';
import { ofType, rows, type Typed } from '../projecting.js';

export const threadTypes: readonly EventType[] = [
  'chat.thread-changed',
  'chat.question-answered',
  'chat.person-thanked',
  'chat.pin-changed',
];

/** The last of several facts about one message counts: each says the whole value. */
const lastOf = <T extends EventType>(events: readonly Typed<T>[]): Typed<T>[] => [
  ...new Map(events.map((event) => [event.subject, event])).values(),
];

/** What stands around a message: its thread, its answer, thanks, pin. */
export async function setAround(sql: Sql, events: readonly StoredEvent[]): Promise<void> {
  const changed = lastOf(ofType(events, 'chat.thread-changed')).map(({ seq, payload }) => ({
    id: payload.messageId,
    seq,
    count: payload.replies?.count ?? 0,
    at: payload.replies?.lastAt ?? null,
    people: payload.replies?.people ?? [],
  }));
  await set(sql, 'reply_count = c.count, last_reply_at = c.at, repliers = c.people', changed);
  const answered = lastOf(ofType(events, 'chat.question-answered')).map(({ seq, payload }) => ({
    id: payload.questionId,
    seq,
    answer: payload.answerId,
  }));
  await set(sql, 'answer_id = c.answer', answered);
  const pins = lastOf(ofType(events, 'chat.pin-changed')).map(({ seq, payload }) => ({
    id: payload.messageId,
    seq,
    pin: payload.pin,
  }));
  await set(sql, 'pin = c.pin, pin_seq = case when c.pin is not null then coalesce(m.pin_seq, c.seq) end', pins);
  const all = ofType(events, 'chat.person-thanked').map(({ seq, at, payload }) => ({
    id: payload.messageId,
    seq,
    at,
    by: payload.byId,
    count: payload.thanks,
  }));
  if (all.length === 0) return;
  await sql.query(
    `insert into thanks (message_id, account_id, at)
     select t.id, t.by, t.at from jsonb_to_recordset($1::jsonb) as t (id uuid, by uuid, at timestamptz) on conflict do nothing`,
    [rows(all)],
  );
  await set(sql, 'thanks = c.count', [...new Map(all.map((one) => [one.id, one])).values()]);
}

async function set(sql: Sql, what: string, list: readonly object[]): Promise<void> {
  if (list.length === 0) return;
  await sql.query(
    `update messages m set ${what}, touched = greatest(m.touched, c.seq)
       from jsonb_to_recordset($1::jsonb) as c (id uuid, seq bigint, count int, at timestamptz, people uuid[], answer uuid, pin text)
      where m.id = c.id`,
    [rows(list)],
  );
}

/** Whoever began a thread, and whoever writes in it, follows it; what was there before somebody wrote, they have read. */
export async function markWriters(sql: Sql, events: readonly Typed<'chat.message-posted'>[]): Promise<void> {
  const replies = events.flatMap(({ stream, seq, payload: { message } }) =>
    message.threadId === null
      ? []
      : [{ thread: message.threadId, room: roomIdOf(stream), seq, author: message.author.id }],
  );
  if (replies.length === 0) return;
  await sql.query(
    `insert into thread_marks (thread_id, account_id, room_id, seq, following)
     select m.id, m.author_id, m.room_id, m.seq, true from messages m where m.id = any($1::uuid[]) on conflict do nothing`,
    [replies.map(({ thread }) => thread)],
  );
  const first = new Map(replies.toReversed().map((reply) => [`${reply.thread} ${reply.author}`, reply]));
  await sql.query(
    `insert into thread_marks (thread_id, account_id, room_id, seq, following)
     select r.thread, r.author, r.room, r.seq, true from jsonb_to_recordset($1::jsonb) as r (thread uuid, room uuid, seq bigint, author uuid)
     on conflict (thread_id, account_id) do update set following = true`,
    [rows([...first.values()])],
  );
}

/** A mention in a thread waits for whoever is mentioned, whether or not they follow it. */
export async function markMentions(sql: Sql, events: readonly StoredEvent[]): Promise<void> {
  const mentions = [
    ...ofType(events, 'chat.message-posted').flatMap(({ payload: { message } }) =>
      message.threadId === null ? [] : [{ id: message.id, mentions: message.mentions }],
    ),
    ...ofType(events, 'chat.message-edited').map(({ payload }) => ({
      id: payload.messageId,
      mentions: payload.mentions,
    })),
  ].filter((one) => one.mentions.length > 0);
  if (mentions.length === 0) return;
  await sql.query(
    `insert into thread_marks as k (thread_id, account_id, room_id, seq, following, mentioned_seq)
     select m.thread_id, p.account_id, m.room_id, min(m.seq) - 1, false, max(m.seq)
       from jsonb_to_recordset($1::jsonb) as x (id uuid, mentions uuid[])
       join messages m on m.id = x.id and m.thread_id is not null
       join memberships p on p.room_id = m.room_id and p.account_id = any(x.mentions) and p.account_id <> m.author_id
      group by m.thread_id, p.account_id, m.room_id
     on conflict (thread_id, account_id) do update set mentioned_seq = greatest(k.mentioned_seq, excluded.mentioned_seq)`,
    [rows(mentions)],
  );
}

/** Whoever comes back has read what was said in their threads before. */
export async function markRejoined(sql: Sql, events: readonly Typed<'rooms.member-joined'>[]): Promise<void> {
  if (events.length === 0) return;
  const joined = events.map(({ stream, seq, payload }) => ({
    room: roomIdOf(stream),
    account: payload.member.person.id,
    seq,
  }));
  await sql.query(
    `update thread_marks k set seq = greatest(k.seq, j.seq)
       from jsonb_to_recordset($1::jsonb) as j (room uuid, account uuid, seq bigint)
      where k.room_id = j.room and k.account_id = j.account`,
    [rows(joined)],
  );
}
