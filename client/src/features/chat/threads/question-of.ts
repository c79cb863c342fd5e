import type { MessageView } from '@contract/chat.contract.js';
import type { MessageContext } from '../components/message-context.js';

/** The question that a message answers or could answer: the one it quotes, or the one its thread began with. */
export function questionOf(
  message: Pick<MessageView, 'threadId'>,
  quoted: MessageView | null,
  { byId }: Pick<MessageContext, 'byId'>,
): MessageView | null {
  const root = message.threadId === null ? undefined : byId.get(message.threadId);
  return [quoted, root].find((one) => one?.asks) ?? null;
}
