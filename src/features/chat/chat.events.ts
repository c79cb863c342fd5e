import type { MessageView } from '../../contract/chat.contract.js';
import type { EventPayload } from '../../contract/realtime.contract.js';
import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

/** Nothing of a message but that it was said; its thread goes on. */
const bare = {
  ...{ text: null, mentions: [], attachments: [], previews: [], lang: null, reactions: [] },
  ...{ asks: false, answerId: null, thanks: 0, pin: null },
};

/** A message without its words: who said something, when and in answer to what stays. */
const withoutWords = ({ message }: { message: MessageView }): { message: MessageView } => ({
  message: { ...message, ...bare, state: 'deleted' },
});

/** Before messages could carry files. */
const withoutFiles = (payload: unknown): unknown => {
  const { message } = payload as { message: object };
  return { message: { ...message, attachments: [] } };
};

/** Before there were threads, questions and pins. */
const withoutThreads = (payload: unknown): unknown => {
  const { message } = payload as { message: object };
  const nothing = { threadId: null, asks: false, answerId: null, replies: null, thanks: 0, pin: null };
  return { message: { ...message, ...nothing } };
};

/** Before the hub looked at links. */
const withoutPreviews = (payload: unknown): unknown => {
  const { message } = payload as { message: object };
  return { message: { ...message, previews: [] } };
};
/** Before something was said into all breakouts at once: that pin is new, the others are as they were. */
const unchanged = (payload: unknown): unknown => payload;
const upcasts = { 1: withoutFiles, 2: withoutThreads, 3: withoutPreviews, 4: unchanged };

/**
 * Facts of the chat. Every event about a message has it as subject: its words leave all of them when it is deleted.
 * Who reacted and who was mentioned are facts without words.
 */
export const chatEventDefinitions: readonly EventDefinition[] = [
  { type: 'chat.message-posted', version: 5, upcasts, blank: withoutWords },
  {
    type: 'chat.message-edited',
    version: 1,
    blank: ({ messageId, editedAt }: EventPayload<'chat.message-edited'>) => ({
      messageId,
      text: null,
      mentions: [],
      lang: null,
      editedAt,
    }),
  },
  { type: 'chat.message-deleted', version: 1 },
  { type: 'chat.message-restored', version: 5, upcasts, blank: withoutWords },
  { type: 'chat.message-erased', version: 1 },
  { type: 'chat.history-erased', version: 1 },
  { type: 'chat.message-hidden', version: 1 },
  { type: 'chat.message-shown', version: 2, upcasts: { 1: unchanged }, blank: withoutWords },
  { type: 'chat.report-opened', version: 1 },
  { type: 'chat.report-closed', version: 1 },
  { type: 'chat.report-answered', version: 1 },
  {
    type: 'chat.message-decided',
    version: 1,
    blank: (payload: EventPayload<'chat.message-decided'>) => ({ ...payload, reason: '' }),
  },
  {
    type: 'chat.message-judged',
    version: 1,
    blank: (payload: EventPayload<'chat.message-judged'>) => ({ ...payload, reason: '' }),
  },
  { type: 'chat.reaction-changed', version: 1 },
  { type: 'chat.thread-changed', version: 1 },
  { type: 'chat.question-answered', version: 1 },
  { type: 'chat.person-thanked', version: 1 },
  { type: 'chat.pin-changed', version: 2, upcasts: { 1: unchanged } },
  {
    type: 'chat.previews-changed',
    version: 1,
    blank: ({ messageId }: EventPayload<'chat.previews-changed'>) => ({ messageId, previews: [] }),
  },
  { type: 'chat.person-mentioned', version: 1 },
];
