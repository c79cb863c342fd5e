import type { MessagesPage, MessageView } from '@contract/chat.contract.js';
import type { LiveEvent } from '@contract/realtime.contract.js';
import type { PersonCard } from '@contract/words.js';

/** The messages a screen holds: a stretch of one list without holes, and what it needs to draw it. */
export interface MessageWindow {
  /** Which list: a thread, by its root, which is its first message; null is the room's main list. */
  readonly thread: string | null;
  /** In order of seq. */
  readonly messages: readonly MessageView[];
  /** Messages that loaded ones answer and that are not loaded themselves, by id. */
  readonly quoted: Readonly<Record<string, MessageView>>;
  /** The viewer's own reactions to loaded messages, by message, sorted. */
  readonly mine: Readonly<Record<string, readonly string[]>>;
  /** Loaded messages for which the viewer has thanked. */
  readonly thanked: readonly string[];
  readonly hasOlder: boolean;
  /** The stretch ends before the newest message: what is posted now is not part of it. */
  readonly hasNewer: boolean;
}

type Reactions = MessageView['reactions'];

/** Reactions of a message after one counter got a new value; the order is that of the server. */
export function withCount(reactions: Reactions, emoji: string, count: number): Reactions {
  const others = reactions.filter((reaction) => reaction.emoji !== emoji);
  if (count > 0) others.push({ emoji, count });
  return others.sort((a, b) => (a.emoji < b.emoji ? -1 : 1));
}

function update(window: MessageWindow, id: string, change: (message: MessageView) => MessageView): MessageWindow {
  const at = window.messages.findLastIndex((message) => message.id === id);
  const loaded = window.messages[at];
  if (loaded) {
    const next = change(loaded);
    return next === loaded ? window : { ...window, messages: window.messages.with(at, next) };
  }
  const quoted = window.quoted[id];
  if (!quoted) return window;
  const next = change(quoted);
  return next === quoted ? window : { ...window, quoted: { ...window.quoted, [id]: next } };
}

/** As `update`, but only where the message does not know this event yet. */
function touch(
  window: MessageWindow,
  id: string,
  seq: number,
  change: (message: MessageView) => Partial<MessageView>,
): MessageWindow {
  return update(window, id, (message) =>
    message.touched >= seq ? message : { ...message, ...change(message), touched: seq },
  );
}

/** Puts a message at its place; a message that is there already stays as it is. */
function insert(window: MessageWindow, message: MessageView): MessageWindow {
  if (message.threadId !== window.thread) return window;
  if (window.hasNewer) return window;
  // Nearly every message is the newest: it is nowhere in the window yet, and needs no looking for its place.
  if (message.seq > (window.messages.at(-1)?.seq ?? 0)) return { ...window, messages: [...window.messages, message] };
  if (window.messages.some((other) => other.id === message.id)) return window;
  const before = window.messages.findLastIndex((other) => other.seq < message.seq) + 1;
  const messages = window.messages.toSpliced(before, 0, message);
  return { ...window, messages };
}

function withMine(window: MessageWindow, id: string, change: (emojis: readonly string[]) => string[]): MessageWindow {
  const { [id]: own = [], ...others } = window.mine;
  const next = change(own).sort((a, b) => (a < b ? -1 : 1));
  return { ...window, mine: next.length > 0 ? { ...others, [id]: next } : others };
}

/** Everything before a seq has left the room; `first` is what it begins with now. */
function from(window: MessageWindow, begin: { from: number; first: number | null }): MessageWindow {
  const kept = ({ seq }: MessageView): boolean => seq >= begin.from;
  const messages = window.messages.filter(kept);
  const ids = new Set(window.messages.filter((message) => !kept(message)).map(({ id }) => id));
  const oldest = messages[0]?.seq ?? Infinity;
  return {
    ...window,
    messages,
    quoted: Object.fromEntries(Object.entries(window.quoted).filter(([, message]) => kept(message))),
    mine: Object.fromEntries(Object.entries(window.mine).filter(([id]) => !ids.has(id))),
    thanked: window.thanked.filter((id) => !ids.has(id)),
    hasOlder: window.hasOlder && begin.first !== null && begin.first < oldest,
  };
}

/** What no longer shows anything of its words: deleted, hidden or held. */
const wordless = {
  ...{ text: null, mentions: [], attachments: [], previews: [], lang: null, reactions: [] },
  ...{ asks: false, answerId: null, thanks: 0, pin: null },
};

/** One event of the room, applied once: what a message already knows and what is not loaded is ignored. */
export function applyToMessages(window: MessageWindow, event: LiveEvent, me: string): MessageWindow {
  if (event.type === 'chat.message-posted') return insert(window, event.payload.message);
  if (event.type === 'chat.message-edited') {
    const { messageId, text, mentions, lang, editedAt } = event.payload;
    return touch(window, messageId, event.seq, () => ({ text, mentions, lang, editedAt }));
  }
  if (event.type === 'chat.message-deleted') {
    const { messageId, deletedAt } = event.payload;
    return touch(window, messageId, event.seq, () => ({ ...wordless, state: 'deleted', deletedAt }));
  }
  if (event.type === 'chat.message-hidden') {
    const { messageId } = event.payload;
    return touch(window, messageId, event.seq, () => ({ ...wordless, state: 'hidden' }));
  }
  if (event.type === 'chat.history-erased') return from(window, event.payload);
  if (event.type === 'chat.message-restored' || event.type === 'chat.message-shown') {
    const { message } = event.payload;
    return touch(window, message.id, event.seq, () => message);
  }
  if (event.type === 'chat.message-erased') {
    const { messageId } = event.payload;
    const next = touch(window, messageId, event.seq, () => ({ ...wordless, state: 'deleted' }));
    if (next === window) return window;
    const thanked = next.thanked.filter((id) => id !== messageId);
    return { ...withMine(next, messageId, () => []), thanked };
  }
  if (event.type === 'chat.previews-changed') {
    const { messageId, previews } = event.payload;
    return touch(window, messageId, event.seq, () => ({ previews }));
  }
  if (event.type === 'chat.reaction-changed') {
    const { messageId, emoji, count, personId, on } = event.payload;
    const next = touch(window, messageId, event.seq, ({ reactions }) => ({
      reactions: withCount(reactions, emoji, count),
    }));
    // Own reactions were read together with the message: whoever knows the event there knows it here.
    if (next === window || personId !== me || next.messages === window.messages) return next;
    return withMine(next, messageId, (own) => [...own.filter((other) => other !== emoji), ...(on ? [emoji] : [])]);
  }
  return applyAround(window, event, me);
}

/** What stands around a message: its thread, its answer, thanks, pin. */
function applyAround(window: MessageWindow, event: LiveEvent, me: string): MessageWindow {
  if (event.type === 'chat.thread-changed') {
    const { messageId, replies } = event.payload;
    return touch(window, messageId, event.seq, () => ({ replies }));
  }
  if (event.type === 'chat.question-answered') {
    const { questionId, answerId } = event.payload;
    // A question that is deleted shows nothing of itself, and keeps its answer for when it comes back.
    return touch(window, questionId, event.seq, ({ state }) => (state === 'visible' ? { answerId } : {}));
  }
  if (event.type === 'chat.pin-changed') {
    const { messageId, pin } = event.payload;
    return touch(window, messageId, event.seq, () => ({ pin }));
  }
  if (event.type === 'chat.person-thanked') {
    const { messageId, byId, thanks } = event.payload;
    const next = touch(window, messageId, event.seq, () => ({ thanks }));
    if (next === window || byId !== me || next.messages === window.messages) return next;
    return { ...next, thanked: [...next.thanked, messageId] };
  }
  return window;
}

/** The person's new name and picture, on everything they wrote. */
export function withAuthor<W extends MessageWindow>(window: W, person: PersonCard): W {
  const renew = (message: MessageView): MessageView =>
    message.author.id === person.id ? { ...message, author: person } : message;
  return {
    ...window,
    messages: window.messages.map(renew),
    quoted: Object.fromEntries(Object.entries(window.quoted).map(([id, message]) => [id, renew(message)])),
  };
}

export function messageWindowOf(
  page: Pick<MessagesPage, 'messages' | 'quoted' | 'hasOlder' | 'hasNewer' | 'mine' | 'thanked'>,
  thread: string | null,
): MessageWindow {
  const { messages, quoted, mine, thanked, hasOlder, hasNewer } = page;
  return {
    thread,
    messages,
    quoted: Object.fromEntries(quoted.map((message) => [message.id, message])),
    mine,
    thanked,
    hasOlder,
    hasNewer,
  };
}

/** What was asked of `GET /api/rooms/:id/messages`. */
export interface AskedPage {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
  /** Of this thread instead of the main list. */
  readonly thread?: string;
}

/**
 * A page joined to the stretch where it was asked: older ones before it, newer ones behind it; `around` starts a new stretch.
 * Both must have been brought to the same seq. A page asked at an edge that has moved since only renews what is loaded.
 */
export function joinPage(window: MessageWindow, page: MessageWindow, asked: AskedPage): MessageWindow {
  if (asked.around !== undefined) return page;
  const oldest = window.messages[0]?.seq;
  const newest = window.messages.at(-1)?.seq;
  const older = asked.before !== undefined && asked.before === oldest;
  const newer = asked.after !== undefined && window.hasNewer && asked.after === newest;
  const renewed = new Map(page.messages.map((message) => [message.id, message]));
  const known = window.messages.map((message) => renewed.get(message.id) ?? message);
  const messages = older ? [...page.messages, ...known] : newer ? [...known, ...page.messages] : known;
  const ids = new Set(messages.map((message) => message.id));
  const quoted = Object.entries({ ...window.quoted, ...page.quoted }).filter(([id]) => !ids.has(id));
  // The viewer's reactions of the page count wherever it was read; of what the page lacks the old ones stay.
  const mine = Object.entries(window.mine).filter(([id]) => !renewed.has(id));
  const own = Object.entries(page.mine).filter(([id]) => ids.has(id));
  const thanked = [...window.thanked.filter((id) => !renewed.has(id)), ...page.thanked.filter((id) => ids.has(id))];
  return {
    thread: window.thread,
    messages,
    thanked,
    quoted: Object.fromEntries(quoted),
    mine: Object.fromEntries([...mine, ...own]),
    hasOlder: older ? page.hasOlder : window.hasOlder,
    hasNewer: newer ? page.hasNewer : window.hasNewer,
  };
}
