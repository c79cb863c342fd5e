import type { MessageView } from '../../contract/chat.contract.js';
import type { EventPayload } from '../../contract/realtime.contract.js';
import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

/** A message without its words: who said something, when and in answer to what stays. */
const withoutWords = ({ message }: { message: MessageView }): { message: MessageView } => ({
  message: { ...message, text: null, mentions: [], attachments: [], lang: null, reactions: [], state: 'deleted' },
});

/** Before messages could carry files. */
const withoutFiles = (payload: unknown): unknown => {
  const { message } = payload as { message: object };
  return { message: { ...message, attachments: [] } };
};

/**
 * Facts of the chat. Every event about a message has it as subject: its words leave all of them when it is deleted.
 * Who reacted and who was mentioned are facts without words.
 */
export const chatEventDefinitions: readonly EventDefinition[] = [
  { type: 'chat.message-posted', version: 2, upcasts: { 1: withoutFiles }, blank: withoutWords },
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
  { type: 'chat.message-restored', version: 2, upcasts: { 1: withoutFiles }, blank: withoutWords },
  { type: 'chat.message-erased', version: 1 },
  { type: 'chat.reaction-changed', version: 1 },
  { type: 'chat.person-mentioned', version: 1 },
];
