import { MAX_DIFFERENT_REACTIONS, UNDO_DELETE_MINUTES, type MessageView } from '../../contract/chat.contract.js';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { PersonCard } from '../../contract/words.js';
import type { Draft, HotCommand, HotItem } from '../../platform/event-log/event-log.types.js';
import { accountStream, roomState, type RoomState } from '../rooms/rooms.events.js';
import { assertAllowed, messageGone, messageHidden, tooLateToUndo, tooManyReactions } from './chat.errors.js';
import { announcementsRefusalOf, filesRefusalOf, paceOf } from './chat.policy.js';
import { chatState, memberKey, reactionKey, type ChatState } from './chat.state.js';
import { countsOf } from './chat.repository.js';
import { messageViewOf, type MessageRow } from './chat.view.js';
import { allowed, inRoom } from './deciding.js';
import { attachedFiles, attachmentsOf } from './attachments.js';
import { languageOf } from './language-of.js';
import { assertPace, lastWords } from './slow-mode.js';
import { mayBecome } from './message-states.js';
import { repliesIn, restoredReply, rootFor, withReply } from './threads/replies.js';
import { assertRoomForPin, pinned } from './threads/pinned.js';

type ChatCommand = 'chat:post' | 'chat:edit' | 'chat:undo-delete' | 'chat:react' | 'chat:remove-preview';
type Hot<N extends ChatCommand> = HotCommand<CommandParsed<N>, CommandResult<N>>;

const UNDO_MS = UNDO_DELETE_MINUTES * 60_000;
const needs = [roomState, chatState] as const;

/** Everybody the batch must lock an `account:` stream for: mentioned members, found just before; never oneself. */
export interface Notified {
  readonly notified: readonly string[];
}

/** As it begins; its place is known when it is appended. */
export const newMessage = (
  { input, at }: HotItem<CommandParsed<'chat:post'>>,
  { id, author, room }: { id: string; author: PersonCard; room: RoomState },
): MessageView => ({
  ...{ id, seq: 0, touched: 0, author, clientId: input.clientId, replyTo: input.replyTo, threadId: null },
  ...{ text: input.text, mentions: [], attachments: [], previews: [], lang: foreignLanguage(input.text, room) },
  ...{ state: 'visible', postedAt: at.toISOString(), editedAt: null, deletedAt: null, generated: false },
  ...{ reactions: [], asks: input.asks === true, answerId: null, replies: null, thanks: 0, pin: null },
});

/** `messageId` is made for this call; a retry that finds the first result leaves it unused. */
export const postMessage = ({ messageId, notified }: Notified & { messageId: string }): Hot<'chat:post'> => ({
  name: 'chat:post',
  needs: [...needs, attachedFiles, pinned, lastWords],
  streams: () => notified.map(accountStream),
  decide(item, draft) {
    const { input, actor, stream, at } = item;
    const chat = draft.state(chatState);
    const { room, member } = allowed('chat.post', item, draft.state(roomState));
    if (!input.threadId) assertAllowed(announcementsRefusalOf(actor, member, room));
    if (input.attachments?.length) assertAllowed(filesRefusalOf(actor, member, room));
    assertPace(item, paceOf(actor, member, room), draft.state(lastWords));
    if (input.decision) {
      allowed('chat.pin', item, draft.state(roomState));
      assertRoomForPin(input, draft.state(pinned));
    }
    const root = rootFor(input, chat.messages);
    const mentions = membersAmong(input, chat);
    const message = newMessage(item, { id: messageId, author: member.person, room });
    message.mentions = mentions;
    message.attachments = attachmentsOf(item, draft.state(attachedFiles));
    message.threadId = root?.id ?? null;
    const { seq } = draft.append({
      stream,
      type: 'chat.message-posted',
      subject: messageId,
      payload: { message },
      isMessage: true,
    });
    // The log keeps the payload by reference until it writes it: only now its place is known.
    message.seq = message.touched = seq;
    if (root) {
      const replies = withReply(root, actor.accountId, at);
      draft.append({ stream, type: 'chat.thread-changed', subject: root.id, payload: { messageId: root.id, replies } });
    }
    if (input.decision) {
      const payload = { messageId, pin: 'decision' as const, byId: actor.accountId };
      draft.append({ stream, type: 'chat.pin-changed', subject: messageId, payload });
    }
    tellMentioned(draft, mentions, notified, actor.accountId, { ...message, roomId: input.roomId });
    return { messageId, seq, postedAt: message.postedAt };
  },
});

export const editMessage = ({ notified }: Notified): Hot<'chat:edit'> => ({
  name: 'chat:edit',
  needs,
  streams: () => notified.map(accountStream),
  decide(item, draft) {
    const { input, actor, stream, at } = item;
    const chat = draft.state(chatState);
    const known = chat.messages.get(input.messageId);
    const { room, member } = allowed('chat.edit', item, draft.state(roomState), known?.author_id === actor.accountId);
    const message = inRoom(known, input);
    if (message.state === 'hidden') throw messageHidden();
    if (message.state !== 'visible') throw messageGone();
    const mentions = membersAmong(input, chat);
    if (message.text === input.text && sameIds(message.mentions, mentions)) return { seq: message.touched };
    const added = mentions.filter((id) => !message.mentions.includes(id));
    const lang = foreignLanguage(input.text, room);
    const payload = { messageId: message.id, text: input.text, mentions, lang, editedAt: at.toISOString() };
    const { seq } = draft.append({ stream, type: 'chat.message-edited', subject: message.id, payload });
    const { id, seq: place, room_id: roomId } = message;
    tellMentioned(draft, added, notified, actor.accountId, { id, seq: place, roomId, author: member.person });
    return { seq };
  },
});

/** Belongs to whoever deleted; after the undo window there is nothing to bring back, swept or not. */
export const undoDelete: Hot<'chat:undo-delete'> = {
  name: 'chat:undo-delete',
  needs: [...needs, repliesIn],
  decide(item, draft) {
    const { input, actor, stream, at } = item;
    const chat = draft.state(chatState);
    const known = chat.messages.get(input.messageId);
    const own = known?.deleted_by === actor.accountId;
    allowed('chat.undo-delete', item, draft.state(roomState), own || known?.state === 'visible');
    const message = inRoom(known, input);
    if (message.state === 'visible') return { seq: message.touched };
    // What the staff has hidden comes back by the staff.
    if (message.hidden_by !== null) throw messageHidden();
    const since = message.deleted_at ?? at;
    const late = at.getTime() - since.getTime() > UNDO_MS;
    if (late || message.erased_at !== null || !mayBecome(message.state, 'visible')) throw tooLateToUndo();
    const restored = { ...message, state: 'visible' as const, deleted_at: null };
    const payload = { message: messageViewOf(restored, countsOf(chat.counts, message.id)) };
    const { seq } = draft.append({ stream, type: 'chat.message-restored', subject: message.id, payload });
    payload.message.touched = seq;
    const root = draft.state(repliesIn).get(message.thread_id ?? '');
    if (root) {
      const replies = restoredReply(root, message);
      draft.append({ stream, type: 'chat.thread-changed', subject: root.id, payload: { messageId: root.id, replies } });
    }
    return { seq };
  },
};

export const react: Hot<'chat:react'> = {
  name: 'chat:react',
  needs,
  decide(item, draft) {
    const { input, actor, stream } = item;
    const { messageId, emoji, on } = input;
    const chat = draft.state(chatState);
    allowed('chat.react', item, draft.state(roomState));
    const message = inRoom(chat.messages.get(messageId), input);
    if (message.state !== 'visible') throw messageGone();
    const counts = countsOf(chat.counts, messageId);
    if (chat.reacted.has(reactionKey(messageId, emoji, actor.accountId)) === on) return { seq: message.touched };
    if (on && !counts.has(emoji) && counts.size >= MAX_DIFFERENT_REACTIONS) throw tooManyReactions();
    const count = (counts.get(emoji) ?? 0) + (on ? 1 : -1);
    const payload = { messageId, emoji, count, personId: actor.accountId, on };
    return { seq: draft.append({ stream, type: 'chat.reaction-changed', subject: messageId, payload }).seq };
  },
};

export const removePreview: Hot<'chat:remove-preview'> = {
  name: 'chat:remove-preview',
  needs,
  decide(item, draft) {
    const { input, actor, stream } = item;
    const known = draft.state(chatState).messages.get(input.messageId);
    allowed('chat.remove-preview', item, draft.state(roomState), known?.author_id === actor.accountId);
    const { id: messageId, state, touched, previews: before } = inRoom(known, input);
    if (state !== 'visible') throw messageGone();
    const previews = before.filter(({ url }) => url !== input.url);
    if (previews.length === before.length) return { seq: touched };
    return draft.append({
      stream,
      type: 'chat.previews-changed',
      subject: messageId,
      payload: { messageId, previews },
    });
  },
};

/** The cold half of `chat:delete` decides with the same state: what may be deleted, and until when it may be undone. */
export function decideDelete(
  item: HotItem<CommandParsed<'chat:delete'>>,
  rooms: ReadonlyMap<string, RoomState>,
  chat: ChatState,
): { message: MessageRow; undoUntil: string | null } {
  const { input, actor, at } = item;
  const known = chat.messages.get(input.messageId);
  allowed('chat.delete', item, rooms, known?.author_id === actor.accountId);
  const message = inRoom(known, input);
  if (!mayBecome(message.state, 'deleted')) throw messageGone();
  const undoUntil = message.hidden_by === null ? new Date(at.getTime() + UNDO_MS).toISOString() : null;
  return { message, undoUntil };
}

/** Messages deleted before this moment can no longer be undone. */
export const undoableSince = (at: Date): Date => new Date(at.getTime() - UNDO_MS);

const membersAmong = ({ mentions, roomId }: CommandParsed<'chat:post' | 'chat:edit'>, chat: ChatState): string[] =>
  [...new Set(mentions)].filter((id) => chat.members.has(memberKey(roomId, id)));

function foreignLanguage(text: string, room: RoomState): string | null {
  const language = languageOf(text);
  return language === room.language ? null : language;
}

function tellMentioned(
  draft: Draft,
  mentioned: readonly string[],
  locked: readonly string[],
  author: string,
  message: { id: string; seq: number; roomId: string; author: PersonCard },
): void {
  const { id: messageId, seq: messageSeq, roomId, author: by } = message;
  // Whoever came in between the quick look and the lock reads the mention in the room.
  for (const person of mentioned.filter((id) => id !== author && locked.includes(id)))
    draft.append({
      stream: accountStream(person),
      type: 'chat.person-mentioned',
      subject: messageId,
      payload: { roomId, messageId, messageSeq, by },
    });
}

const sameIds = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));
