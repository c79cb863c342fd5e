import type { RepliesView } from '../../../contract/chat.contract.js';
import type { EventPayload } from '../../../contract/realtime.contract.js';
import type { Sql } from '../../../platform/database/sql.js';
import type { StatePart } from '../../../platform/event-log/event-log.types.js';
import { messageGone, notAThread, otherThread } from '../chat.errors.js';
import type { MessageRow } from '../chat.view.js';

/** Whose faces a thread shows, and how far back one looks for them. */
const FACES = 3;
const RECENT = 20;

/** A reply that can be seen, as the state of its thread needs it. */
export interface Reply {
  id: string;
  author_id: string;
  seq: number;
  posted_at: Date;
}
/** A thread with its last visible replies, newest first. */
export interface Thread {
  readonly id: string;
  count: number;
  recent: Reply[];
}

/**
 * The root of the thread somebody writes in, or null in the main list. Whoever quotes, quotes what was said in the same place.
 * A thread that exists goes on when its root is deleted; none begins on what is gone, or inside another one.
 */
export function rootFor(
  {
    roomId,
    threadId = null,
    replyTo,
  }: { roomId: string; threadId?: string | null | undefined; replyTo: string | null },
  messages: ReadonlyMap<string, MessageRow>,
): MessageRow | null {
  const quoted = replyTo === null ? null : messages.get(replyTo);
  if (quoted !== null && quoted?.room_id !== roomId) throw messageGone();
  const root = threadId === null ? null : messages.get(threadId);
  if (root !== null && root?.room_id !== roomId) throw messageGone();
  if (root?.thread_id) throw notAThread();
  if (root && root.state !== 'visible' && root.reply_count === 0) throw messageGone();
  if (quoted && quoted.id !== root?.id && quoted.thread_id !== (root?.id ?? null)) throw otherThread();
  return root;
}

/** What the root shows after one more reply. */
export const withReply = (root: MessageRow, authorId: string, at: Date): RepliesView => ({
  count: root.reply_count + 1,
  lastAt: at.toISOString(),
  people: [authorId, ...root.repliers.filter((id) => id !== authorId)].slice(0, FACES),
});

/** … and after one that is back, or gone. */
export function restoredReply(thread: Thread, reply: Reply): RepliesView | null {
  const recent = [...thread.recent.filter(({ id }) => id !== reply.id), reply].sort((a, b) => b.seq - a.seq);
  return repliesOf(thread.count + 1, recent);
}
export const repliesWithout = (thread: Thread, reply: Pick<Reply, 'id'>): RepliesView | null =>
  repliesOf(
    thread.count - 1,
    thread.recent.filter(({ id }) => id !== reply.id),
  );

function repliesOf(count: number, [newest, ...others]: readonly Reply[]): RepliesView | null {
  if (!newest || count <= 0) return null;
  const people = [...new Set([newest, ...others].map((reply) => reply.author_id))].slice(0, FACES);
  return { count, lastAt: newest.posted_at.toISOString(), people };
}

/** The threads in which the messages stand that commands name, by the root. */
export async function threadsOf(sql: Sql, messageIds: readonly string[]): Promise<Map<string, Thread>> {
  if (messageIds.length === 0) return new Map();
  const rows = await sql.query<{ root: string; count: number } & Reply>(
    `select r.id as root, r.reply_count as count, m.id, m.author_id, m.seq, m.posted_at
       from messages r left join lateral (select id, author_id, seq, posted_at from messages
         where thread_id = r.id and state = 'visible' order by seq desc limit ${RECENT}) m on true
      where r.id in (select thread_id from messages where id = any($1::uuid[]))
      order by r.id, m.seq desc`,
    [messageIds],
  );
  const threads = new Map<string, Thread>();
  for (const { root, count, ...reply } of rows) {
    const thread = threads.get(root) ?? { id: root, count, recent: [] };
    if (reply.id !== null) thread.recent.push(reply);
    threads.set(root, thread);
  }
  return threads;
}

/** The same while a batch is decided. */
export const repliesIn: StatePart<Map<string, Thread>> = {
  name: 'replies',
  load: (sql, items) =>
    threadsOf(
      sql,
      items.flatMap(({ input }) => messageNamedIn(input)),
    ),
  evolve(threads, event) {
    if (event.type === 'chat.thread-changed') {
      const { messageId, replies } = event.payload as EventPayload<'chat.thread-changed'>;
      const thread = threads.get(messageId);
      if (thread) thread.count = replies?.count ?? 0;
    } else if (event.type === 'chat.message-posted' || event.type === 'chat.message-restored') {
      const { message } = event.payload as EventPayload<'chat.message-posted'>;
      const thread = threads.get(message.threadId ?? '');
      const { id, seq } = message;
      thread?.recent.push({ id, author_id: message.author.id, seq, posted_at: new Date(message.postedAt) });
      thread?.recent.sort((a, b) => b.seq - a.seq);
    }
  },
};

const messageNamedIn = (input: unknown): string[] =>
  typeof input === 'object' && input !== null && 'messageId' in input && typeof input.messageId === 'string'
    ? [input.messageId]
    : [];
