import type { MessageView, RepliesView } from '../../contract/chat.contract.js';
import type { PreviewView } from '../../contract/previews.contract.js';
import type { AttachmentView } from '../../contract/uploads.contract.js';
import type { AccountKind, MessageState } from '../../contract/words.js';
import { showsWords } from './message-states.js';

/** A row of `messages` with its author's card as the room knows it. Words of a deleted message are in here until it is erased. */
export interface MessageRow {
  id: string;
  room_id: string;
  seq: number;
  touched: number;
  author_id: string;
  author_name: string;
  author_kind: AccountKind;
  author_avatar: string | null;
  client_id: string;
  reply_to: string | null;
  text: string | null;
  mentions: string[];
  attachments: AttachmentView[];
  previews: PreviewView[];
  lang: string | null;
  state: MessageState;
  posted_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  deleted_by: string | null;
  erased_at: Date | null;
  /** Set while hidden; stays when its author then deletes it. */
  hidden_by: string | null;
  generated: boolean;
  thread_id: string | null;
  asks: boolean;
  answer_id: string | null;
  thanks: number;
  pin: MessageView['pin'];
  /** What the last event said of the thread it is the root of. */
  reply_count: number;
  last_reply_at: Date | null;
  repliers: string[];
}

type Times = 'posted_at' | 'edited_at' | 'deleted_at' | 'erased_at' | 'last_reply_at';
/** The same as JSON brings it, with its counters. */
export interface FoundMessage extends Omit<MessageRow, Times> {
  posted_at: string;
  edited_at: string | null;
  deleted_at: string | null;
  erased_at: string | null;
  last_reply_at: string | null;
  counts: Record<string, number> | null;
}

/** Counters by emoji. */
export type ReactionCounts = ReadonlyMap<string, number>;

/** What everybody in the room may see: no words unless the message is visible, never who deleted it. */
export function messageViewOf(
  row: MessageRow | FoundMessage,
  counts?: Iterable<readonly [emoji: string, count: number]>,
): MessageView {
  const shown = showsWords(row.state);
  return {
    id: row.id,
    seq: row.seq,
    touched: row.touched,
    author: { id: row.author_id, name: row.author_name, kind: row.author_kind, avatar: row.author_avatar },
    clientId: row.client_id,
    replyTo: row.reply_to,
    threadId: row.thread_id,
    text: shown ? row.text : null,
    mentions: shown ? row.mentions : [],
    attachments: shown ? row.attachments : [],
    previews: shown ? row.previews : [],
    lang: shown ? row.lang : null,
    state: row.state,
    postedAt: timeOf(row.posted_at),
    editedAt: row.edited_at && timeOf(row.edited_at),
    deletedAt: row.deleted_at && timeOf(row.deleted_at),
    generated: row.generated,
    reactions: shown && counts ? reactionsOf(counts) : [],
    asks: shown && row.asks,
    answerId: shown ? row.answer_id : null,
    // A thread outlives the words it began with.
    replies: repliesOf(row),
    thanks: shown ? row.thanks : 0,
    pin: shown ? row.pin : null,
  };
}

/** For whoever may read what is hidden: with its words. */
export const uncoveredViewOf = (row: MessageRow | FoundMessage): MessageView =>
  row.state === 'hidden' ? { ...messageViewOf({ ...row, state: 'visible' }), state: 'hidden' } : messageViewOf(row);

function repliesOf({ reply_count: count, last_reply_at: at, repliers: people }: MessageRow | FoundMessage) {
  return count > 0 && at !== null ? ({ count, lastAt: timeOf(at), people } satisfies RepliesView) : null;
}

export const foundViewOf = (found: FoundMessage): MessageView =>
  messageViewOf(found, found.counts ? Object.entries(found.counts) : undefined);

const UTC = '+00:00';

/** `2026-11-23T02:05:09.4+00:00`, as PostgreSQL puts a time into JSON, is a `Date` but for its end: to make one costs a tenth of a page. */
function timeOf(time: Date | string): string {
  if (typeof time !== 'string') return time.toISOString();
  if (!time.endsWith(UTC)) return new Date(time).toISOString();
  const milliseconds = time.slice(20, -UTC.length).padEnd(3, '0').slice(0, 3);
  return `${time.slice(0, 19)}.${milliseconds}Z`;
}

/** In an order that depends on nothing but the emojis: reducers keep it without knowing who reacted when. */
const reactionsOf = (counts: Iterable<readonly [string, number]>): MessageView['reactions'] =>
  [...counts]
    .filter(([, count]) => count > 0)
    .map(([emoji, count]) => ({ emoji, count }))
    .sort((a, b) => (a.emoji < b.emoji ? -1 : 1));
