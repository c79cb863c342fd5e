import type { MessageState } from '../../contract/words.js';
import type { Sql } from '../../platform/database/sql.js';
import type { InlineProjection, StoredEvent } from '../../platform/event-log/event-log.types.js';
import { eraseFiles, hideFiles, useFiles } from '../../platform/uploads/files-in-use.js';
import { roomIdOf } from '../rooms/rooms.events.js';
import { ofType, rows, type Typed } from './projecting.js';
import { markMentions, markRejoined, markWriters, setAround, threadTypes } from './threads/threads.projection.js';

/** The rows of messages, reactions and first read marks: in bulk, in the transaction of the events they come from. */
export const chatProjection: InlineProjection = {
  types: [
    'chat.message-posted',
    'chat.message-edited',
    'chat.message-deleted',
    'chat.message-restored',
    'chat.message-erased',
    'chat.message-hidden',
    'chat.message-shown',
    'chat.history-erased',
    'chat.reaction-changed',
    'rooms.member-joined',
    ...threadTypes,
  ],
  async apply(sql, events) {
    await insertMessages(sql, ofType(events, 'chat.message-posted'));
    await editMessages(sql, ofType(events, 'chat.message-edited'));
    await setAround(sql, events);
    await markWriters(sql, ofType(events, 'chat.message-posted'));
    await markMentions(sql, events);
    await changeStates(sql, events);
    await setReactions(sql, ofType(events, 'chat.reaction-changed'));
    await eraseMessages(sql, ofType(events, 'chat.message-erased'));
    // Marks of threads before those of rooms, as whoever reads a thread writes them: two who wait for each other wait for ever.
    await markRejoined(sql, ofType(events, 'rooms.member-joined'));
    await raiseFloors(sql, ofType(events, 'chat.history-erased'));
    await markJoined(sql, ofType(events, 'rooms.member-joined'));
  },
};

async function insertMessages(sql: Sql, events: readonly Typed<'chat.message-posted'>[]): Promise<void> {
  if (events.length === 0) return;
  const list = events.map(({ stream, seq, payload: { message } }) => ({
    ...message,
    seq,
    room: roomIdOf(stream),
    author: message.author.id,
  }));
  await sql.query(
    `insert into messages (id, room_id, seq, touched, author_id, client_id, reply_to, text, mentions, attachments, lang, state, posted_at, generated, thread_id, asks)
     select m.id, m.room, m.seq, m.seq, m.author, m."clientId", m."replyTo", m.text, m.mentions, m.attachments, m.lang, m.state, m."postedAt", m.generated, m."threadId", m.asks
       from jsonb_to_recordset($1::jsonb) as m (id uuid, room uuid, seq bigint, author uuid, "clientId" uuid, "replyTo" uuid, text text,
         mentions uuid[], attachments jsonb, lang text, state text, "postedAt" timestamptz, generated boolean,
         "threadId" uuid, asks boolean)`,
    [rows(list)],
  );
  await useFiles(
    sql,
    list.flatMap(({ id: by, attachments }) => attachments.map(({ id }) => ({ id, by }))),
  );
}

/** The words before an edit are kept for the staff of the room. Several edits of one message in a batch go one after another. */
async function editMessages(sql: Sql, events: readonly Typed<'chat.message-edited'>[]): Promise<void> {
  let waiting = events;
  while (waiting.length > 0) {
    const round = new Map<string, Typed<'chat.message-edited'>>();
    for (const event of waiting) if (!round.has(event.payload.messageId)) round.set(event.payload.messageId, event);
    const list = [...round.values()];
    await sql.query(
      `insert into message_versions (message_id, version, text, at)
       select m.id, coalesce((select max(v.version) from message_versions v where v.message_id = m.id), 0) + 1, m.text,
              coalesce(m.edited_at, m.posted_at)
         from messages m where m.id = any($1::uuid[]) and m.text is not null`,
      [[...round.keys()]],
    );
    await sql.query(
      `update messages m set text = e.text, mentions = e.mentions, lang = e.lang, edited_at = e."editedAt", touched = greatest(m.touched, e.seq)
         from jsonb_to_recordset($1::jsonb) as e ("messageId" uuid, seq bigint, text text, mentions uuid[], lang text, "editedAt" timestamptz)
        where m.id = e."messageId"`,
      [rows(list.map(({ seq, payload }) => ({ ...payload, seq })))],
    );
    waiting = waiting.filter((event) => !list.includes(event));
  }
}

interface Moved {
  id: string;
  seq: number;
  state: MessageState;
  at: string | null;
  by: string | null;
}

/** The last of several changes of one message counts. */
async function changeStates(sql: Sql, events: readonly StoredEvent[]): Promise<void> {
  const moved = new Map<string, Moved>();
  for (const event of events) {
    const { seq, actor: by, payload } = event;
    if (event.type === 'chat.message-shown' && 'message' in payload)
      moved.set(payload.message.id, { id: payload.message.id, seq, state: 'visible', at: null, by: null });
    if (event.type === 'chat.message-hidden' && 'byId' in payload && 'messageId' in payload)
      moved.set(payload.messageId, { id: payload.messageId, seq, state: 'hidden', at: null, by: null });
    if (event.type === 'chat.message-restored' && 'message' in payload)
      moved.set(payload.message.id, { id: payload.message.id, seq, state: 'visible', at: null, by: null });
    if (event.type === 'chat.message-deleted' && 'deletedAt' in payload)
      moved.set(payload.messageId, { id: payload.messageId, seq, state: 'deleted', at: payload.deletedAt, by });
  }
  if (moved.size === 0) return;
  await sql.query(
    `update messages m set state = c.state, deleted_at = c.at, deleted_by = c.by, touched = greatest(m.touched, c.seq),
            pin = case when c.state = 'visible' then m.pin end
       from jsonb_to_recordset($1::jsonb) as c (id uuid, seq bigint, state text, at timestamptz, by uuid) where m.id = c.id`,
    [rows([...moved.values()])],
  );
  const ids = [...moved.keys()];
  const restored = ids.filter((id) => moved.get(id)?.state === 'visible');
  await hideFiles(sql, restored, false);
  await hideFiles(
    sql,
    ids.filter((id) => !restored.includes(id)),
    true,
  );
}

async function setReactions(sql: Sql, events: readonly Typed<'chat.reaction-changed'>[]): Promise<void> {
  if (events.length === 0) return;
  const last = new Map(
    events.map(({ seq, at, payload }) => [
      `${payload.messageId} ${payload.emoji} ${payload.personId}`,
      { ...payload, seq, at },
    ]),
  );
  const all = [...last.values()];
  const SET = '("messageId" uuid, emoji text, "personId" uuid, at timestamptz, seq bigint)';
  await sql.query(
    `insert into reactions (message_id, account_id, emoji, at)
     select r."messageId", r."personId", r.emoji, r.at from jsonb_to_recordset($1::jsonb) as r ${SET} on conflict do nothing`,
    [rows(all.filter(({ on }) => on))],
  );
  await sql.query(
    `delete from reactions old using jsonb_to_recordset($1::jsonb) as r ${SET}
      where old.message_id = r."messageId" and old.account_id = r."personId" and old.emoji = r.emoji`,
    [rows(all.filter(({ on }) => !on))],
  );
  await sql.query(
    `update messages m set touched = greatest(m.touched, r.seq)
       from (select "messageId", max(seq) as seq from jsonb_to_recordset($1::jsonb) as x ${SET} group by "messageId") r
      where m.id = r."messageId"`,
    [rows(all)],
  );
}

async function eraseMessages(sql: Sql, events: readonly Typed<'chat.message-erased'>[]): Promise<void> {
  if (events.length === 0) return;
  const ids = events.map(({ payload }) => payload.messageId);
  await sql.query('delete from message_versions where message_id = any($1::uuid[])', [ids]);
  await sql.query('delete from reactions where message_id = any($1::uuid[])', [ids]);
  await sql.query('delete from thanks where message_id = any($1::uuid[])', [ids]);
  await sql.query(
    `update messages m set text = null, mentions = '{}', attachments = '[]', previews = '[]', previews_refused = '{}', lang = null, state = 'deleted', asks = false, answer_id = null, thanks = 0, erased_at = e.at, touched = greatest(m.touched, e.seq)
       from jsonb_to_recordset($1::jsonb) as e (id uuid, seq bigint, at timestamptz) where m.id = e.id`,
    [rows(events.map(({ seq, at, payload }) => ({ id: payload.messageId, seq, at })))],
  );
  const [{ at } = { at: new Date(0) }] = events;
  await eraseFiles(sql, ids, at);
}

/** What is gone for good is read by nobody any more, its place included. */
async function raiseFloors(sql: Sql, events: readonly Typed<'chat.history-erased'>[]): Promise<void> {
  for (const { stream, payload } of events)
    await sql.query(
      `insert into message_floors as f (room_id, kept_from) values ($1, $2)
       on conflict (room_id) do update set kept_from = greatest(f.kept_from, excluded.kept_from)`,
      [roomIdOf(stream), payload.from],
    );
}

/** What was said before somebody came in does not wait for them as unread. */
async function markJoined(sql: Sql, events: readonly Typed<'rooms.member-joined'>[]): Promise<void> {
  if (events.length === 0) return;
  const joined = new Map(
    events.map(({ stream, seq, at, payload }) => [
      `${stream} ${payload.member.person.id}`,
      { room: roomIdOf(stream), account: payload.member.person.id, seq, at },
    ]),
  );
  await sql.query(
    `insert into read_marks as k (room_id, account_id, seq, at)
     select j.room, j.account, j.seq, j.at from jsonb_to_recordset($1::jsonb) as j (room uuid, account uuid, seq bigint, at timestamptz)
     on conflict (room_id, account_id) do update set seq = greatest(k.seq, excluded.seq), turn = k.turn + 1`,
    [rows([...joined.values()])],
  );
}
