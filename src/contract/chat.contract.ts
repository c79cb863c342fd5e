import { z } from 'zod';
import { MESSAGE_MAX } from './limits.js';
import { previewView } from './previews.contract.js';
import { attachments, attachmentView } from './uploads.contract.js';
import { emoji, id, messageState, personCard, seq, text, timestamp } from './words.js';

export const MENTIONS_MAX = 50;
export const UNDO_DELETE_MINUTES = 10;
export const MAX_DIFFERENT_REACTIONS = 20;
export const MESSAGES_PAGE = 50;
export const MESSAGES_PAGE_MAX = 100;
/** Unread counters stop here; the interface shows "99+". */
export const UNREAD_CAP = 100;
/** Pinned messages of a room, decisions included. */
export const PINS_MAX = 100;

export const reactionView = z.strictObject({ emoji: z.string(), count: z.int() });
/** A decision is a pin that says what was decided. `broadcast` was said into all breakouts at once; nobody pins as that. */
export const pinKind = z.enum(['pin', 'decision']);
export const shownPin = z.enum([...pinKind.options, 'broadcast']);
/** Of a thread, on its root: how many replies can be seen, when the last one came, and who wrote lately (a few, newest first). */
export const repliesView = z.strictObject({ count: z.int(), lastAt: timestamp, people: z.array(id) });
export type RepliesView = z.infer<typeof repliesView>;

/**
 * A message as everybody in its room may see it. `text` is null when the message is deleted, hidden or held, and empty
 * when it is files only.
 * What depends on the viewer (my reactions, my read mark) is never in here.
 */
export const messageView = z
  .strictObject({
    id,
    /** seq of the event that posted it: its place in the room, for ever. */
    seq,
    /** seq of the last event that touched it. */
    touched: seq,
    author: personCard,
    /** The idempotency key its author's device made: lets the device drop its "sending" copy. */
    clientId: id,
    replyTo: id.nullable(),
    /** The root of the thread it was written in; such a message is not in the room's main list. */
    threadId: id.nullable(),
    text: z.string().nullable(),
    mentions: z.array(id),
    attachments: z.array(attachmentView),
    /** What some of its links lead to; they come a moment after the message. */
    previews: z.array(previewView),
    /** Language of the text when it is not the room's, for `lang`. */
    lang: z.string().nullable(),
    state: messageState,
    postedAt: timestamp,
    editedAt: timestamp.nullable(),
    deletedAt: timestamp.nullable(),
    /** Written by a model. */
    generated: z.boolean(),
    reactions: z.array(reactionView),
    /** It is a question; `answerId` is the reply that was marked as its answer. */
    asks: z.boolean(),
    answerId: id.nullable(),
    /** On the root of a thread in which there is something to see. */
    replies: repliesView.nullable(),
    /** How many people thanked for it. */
    thanks: z.int(),
    pin: shownPin.nullable(),
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof messageView>;

// --- REST: pages of messages, read with their head in one repeatable-read transaction
export const messagesQuery = z.strictObject({
  /** Messages with a smaller seq than this (older) … */
  before: z.coerce.number().int().min(1).optional(),
  /** … or with a greater one (newer) … */
  after: z.coerce.number().int().min(0).optional(),
  /** … or around it (jump to a message). At most one of the three. */
  around: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(MESSAGES_PAGE_MAX).default(MESSAGES_PAGE),
});
export const messagesPage = z
  .strictObject({
    epoch: z.int(),
    head: seq,
    messages: z.array(messageView),
    /** Messages that those of the page answer, when they are not in the page. */
    quoted: z.array(messageView),
    /** The viewer's own reactions to the messages of this page. */
    mine: z.record(id, z.array(z.string())),
    /** Those of them for which the viewer has thanked. */
    thanked: z.array(id),
    hasOlder: z.boolean(),
    hasNewer: z.boolean(),
  })
  .meta({ id: 'MessagesPage' });
export type MessagesPage = z.infer<typeof messagesPage>;
export const messageHistory = z
  .strictObject({ versions: z.array(z.strictObject({ text: z.string(), at: timestamp })) })
  .meta({ id: 'MessageHistory' });

export const readState = z
  .strictObject({
    roomId: id,
    /** Everything up to this seq of the main list is read. Only ever grows. */
    readSeq: seq,
    /** Of the main list: what is said in threads waits there. */
    unread: z.int(),
    /** Of the viewer, in the main list and in threads. */
    mentions: z.int(),
    /** seq of the first unread message, or null. */
    firstUnread: seq.nullable(),
    /** Grows with every mark of this person in the room, threads included: of two states the one with the greater turn is the later one. */
    turn: z.int(),
  })
  .meta({ id: 'ReadState' });
export type ReadState = z.infer<typeof readState>;

// --- commands
const roomId = id;
const messageText = text(1, MESSAGE_MAX);
const mentions = z.array(id).max(MENTIONS_MAX).default([]);
export const chatCommands = {
  /** `clientId` is the idempotency key: a retry, through whatever node, gets the first result. */
  'chat:post': {
    input: z
      .strictObject({
        roomId,
        clientId: id,
        text: text(0, MESSAGE_MAX),
        replyTo: id.nullable().default(null),
        mentions,
        attachments,
        threadId: id.nullable().optional(),
        asks: z.boolean().optional(),
        /** Pins it as a decision. */
        decision: z.boolean().optional(),
      })
      .refine((message) => message.text !== '' || (message.attachments ?? []).length > 0, { path: ['text'] })
      .refine(({ asks, decision }) => !(asks && decision), { path: ['decision'] }),
    result: z.strictObject({ messageId: id, seq, postedAt: timestamp }),
  },
  'chat:edit': {
    input: z.strictObject({ roomId, clientId: id, messageId: id, text: messageText, mentions }),
    result: z.strictObject({ seq }),
  },
  'chat:delete': {
    input: z.strictObject({ roomId, clientId: id, messageId: id }),
    result: z.strictObject({ seq, undoUntil: timestamp.nullable() }),
  },
  'chat:undo-delete': {
    input: z.strictObject({ roomId, clientId: id, messageId: id }),
    result: z.strictObject({ seq }),
  },
  'chat:react': {
    input: z.strictObject({ roomId, clientId: id, messageId: id, emoji, on: z.boolean() }),
    result: z.strictObject({ seq }),
  },
  /** Monotone: a smaller seq than the stored one changes nothing. */
  'chat:read': { input: z.strictObject({ roomId, seq }), result: readState },
} as const;

// --- events of `room:<id>`
export const chatEvents = {
  'chat.message-posted': z.strictObject({ message: messageView }),
  'chat.message-edited': z.strictObject({
    messageId: id,
    text: z.string().nullable(),
    mentions: z.array(id),
    lang: z.string().nullable(),
    editedAt: timestamp,
  }),
  /** The words are gone from every screen; for UNDO_DELETE_MINUTES its author may take it back. */
  'chat.message-deleted': z.strictObject({ messageId: id, deletedAt: timestamp }),
  'chat.message-restored': z.strictObject({ message: messageView }),
  /** Nothing of the words is left anywhere; reactions are gone too. */
  'chat.message-erased': z.strictObject({ messageId: id }),
  /** Everything before `from` is gone from the room; `first` is the first message that is left. */
  'chat.history-erased': z.strictObject({ from: seq, first: seq.nullable() }),
  /** The new value of one counter, never +1. `on` and the actor tell a person's own devices what is theirs. */
  'chat.reaction-changed': z.strictObject({
    messageId: id,
    emoji: z.string(),
    count: z.int(),
    personId: id,
    on: z.boolean(),
  }),
} as const;

// --- events of `account:<id>`
export const chatAccountEvents = {
  'chat.person-mentioned': z.strictObject({ roomId: id, messageId: id, messageSeq: seq, by: personCard }),
} as const;

// --- signals
/** `room:<id>`, key `typing:<personId>`: set by the client while its person writes; gone by itself after 6 s. */
export const typingSignal = z.strictObject({ person: personCard });
/** What the client sends as value; the hub fills in who it is. */
export const typingInput = z.strictObject({ typing: z.boolean() });
/** `account:<id>`, key `read:<roomId>`: read state is the same on all devices. */
export const readSignal = readState;
