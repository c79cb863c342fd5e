import type { MessageView } from '../../contract/chat.contract.js';
import type { EventPayload, EventType } from '../../contract/realtime.contract.js';
import type { Sql } from '../../platform/database/sql.js';
import type { DecidedEvent, HotItem, StatePart } from '../../platform/event-log/event-log.types.js';
import { roomIdOf } from '../rooms/rooms.events.js';
import { ChatRepository } from './chat.repository.js';
import type { MessageRow } from './chat.view.js';

/** What the deciders of the chat know, as far as the commands of the batch speak of it. */
export interface ChatState {
  readonly messages: Map<string, MessageRow>;
  /** message → emoji → how many. */
  readonly counts: Map<string, Map<string, number>>;
  /** `<message> <emoji> <account>` of the actors of the batch. */
  readonly reacted: Set<string>;
  /** `<room> <account>` of mentioned people who are members. */
  readonly members: Set<string>;
}

export const reactionKey = (messageId: string, emoji: string, accountId: string): string =>
  `${messageId} ${emoji} ${accountId}`;
export const memberKey = (roomId: string, accountId: string): string => `${roomId} ${accountId}`;

const repository = new ChatRepository();

export const chatState: StatePart<ChatState> = {
  name: 'chat',
  async load(sql: Sql, items: readonly HotItem[]) {
    const named = items.map(({ input }) => namedIn(input));
    const rooms = [...new Set(items.map(({ stream }) => roomIdOf(stream)))];
    const actors = [...new Set(items.map(({ actor }) => actor.accountId))];
    const messageIds = [...new Set(named.flatMap(({ messageId }) => messageId))];
    const ids = [...new Set([...messageIds, ...named.flatMap(({ others }) => others)])];
    const messages = await repository.byIds(sql, ids);
    const counts = await repository.reactionCounts(sql, messageIds);
    const own = await repository.reactionsOf(sql, actors, messageIds);
    const members = await repository.membersAmong(sql, rooms, [...new Set(named.flatMap(({ mentions }) => mentions))]);
    return {
      messages: new Map(messages.map((message) => [message.id, message])),
      counts,
      reacted: new Set(own.map((row) => reactionKey(row.message_id, row.emoji, row.account_id))),
      members: new Set(members.map((row) => memberKey(row.room_id, row.account_id))),
    };
  },
  evolve(state, event) {
    if (is(event, 'chat.message-posted')) {
      const { message } = event.payload;
      state.messages.set(message.id, rowOf(message, roomIdOf(event.stream)));
    } else if (is(event, 'rooms.member-joined')) {
      state.members.add(memberKey(roomIdOf(event.stream), event.payload.member.person.id));
    } else if (is(event, 'rooms.member-left') || is(event, 'rooms.member-removed')) {
      state.members.delete(memberKey(roomIdOf(event.stream), event.payload.personId));
    } else evolveMessage(state, event);
  },
};

function evolveMessage(state: ChatState, event: DecidedEvent): void {
  const message = state.messages.get(event.subject ?? '');
  if (!message) return;
  if (is(event, 'chat.message-edited')) {
    const { text, mentions, lang, editedAt } = event.payload;
    Object.assign(message, { text, mentions, lang, edited_at: new Date(editedAt), touched: event.seq });
  } else if (is(event, 'chat.message-restored')) {
    Object.assign(message, { state: 'visible', deleted_at: null, deleted_by: null, touched: event.seq });
  } else if (is(event, 'chat.message-deleted')) {
    const deleted_at = new Date(event.payload.deletedAt);
    Object.assign(message, { state: 'deleted', deleted_at, deleted_by: event.actor, touched: event.seq });
  } else if (is(event, 'chat.previews-changed')) {
    Object.assign(message, { previews: event.payload.previews, touched: event.seq });
  } else if (is(event, 'chat.message-hidden')) {
    Object.assign(message, { state: 'hidden', hidden_by: event.payload.byId, touched: event.seq });
  } else if (is(event, 'chat.message-shown')) {
    Object.assign(message, { state: 'visible', hidden_by: null, touched: event.seq });
  } else if (is(event, 'chat.reaction-changed')) {
    const { emoji, count, personId, on } = event.payload;
    const counts = state.counts.get(message.id) ?? new Map<string, number>();
    state.counts.set(message.id, counts);
    if (count > 0) counts.set(emoji, count);
    else counts.delete(emoji);
    const key = reactionKey(message.id, emoji, personId);
    if (on) state.reacted.add(key);
    else state.reacted.delete(key);
    message.touched = event.seq;
  } else evolveAround(message, event);
}

/** What changes about a message besides its words. */
function evolveAround(message: MessageRow, event: DecidedEvent): void {
  if (is(event, 'chat.thread-changed')) {
    const { count = 0, lastAt, people = [] } = event.payload.replies ?? {};
    const last_reply_at = lastAt === undefined ? null : new Date(lastAt);
    Object.assign(message, { reply_count: count, last_reply_at, repliers: people, touched: event.seq });
  } else if (is(event, 'chat.question-answered')) {
    Object.assign(message, { answer_id: event.payload.answerId, touched: event.seq });
  } else if (is(event, 'chat.person-thanked')) {
    Object.assign(message, { thanks: event.payload.thanks, touched: event.seq });
  } else if (is(event, 'chat.pin-changed')) {
    Object.assign(message, { pin: event.payload.pin, touched: event.seq });
  }
}

/** A message that was posted earlier in the same batch, as its row will be. */
const rowOf = (view: MessageView, roomId: string): MessageRow => ({
  id: view.id,
  room_id: roomId,
  seq: view.seq,
  touched: view.touched,
  author_id: view.author.id,
  author_name: view.author.name,
  author_kind: view.author.kind,
  author_avatar: view.author.avatar,
  client_id: view.clientId,
  reply_to: view.replyTo,
  text: view.text,
  mentions: view.mentions,
  attachments: view.attachments,
  previews: view.previews,
  lang: view.lang,
  state: view.state,
  posted_at: new Date(view.postedAt),
  edited_at: null,
  deleted_at: null,
  deleted_by: null,
  erased_at: null,
  hidden_by: null,
  generated: view.generated,
  thread_id: view.threadId,
  asks: view.asks,
  answer_id: null,
  thanks: 0,
  pin: null,
  reply_count: 0,
  last_reply_at: null,
  repliers: [],
});

/** The ids a command of whatever feature names, where it names them as the chat does. */
function namedIn(input: unknown): { messageId: string[]; others: string[]; mentions: string[] } {
  const fields: Record<string, unknown> = typeof input === 'object' && input !== null ? { ...input } : {};
  const strings = (value: unknown): string[] =>
    (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
  return {
    messageId: strings(fields['messageId']),
    others: ['replyTo', 'threadId', 'answerId'].flatMap((name) => strings(fields[name])),
    mentions: strings(fields['mentions']),
  };
}

type Typed<T extends EventType> = DecidedEvent & { type: T; payload: EventPayload<T> };
const is = <T extends EventType>(event: DecidedEvent, type: T): event is Typed<T> => event.type === type;
