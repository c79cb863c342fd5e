import type { MessageView } from '@contract/chat.contract.js';
import type { Loaded } from '../live/loaded.js';

/** The question that a message answers or could answer: the one it quotes, or the one its thread began with. */
export function questionOf(
  message: Pick<MessageView, 'threadId'>,
  quoted: MessageView | null,
  loaded: Loaded,
): MessageView | null {
  const root = message.threadId === null ? undefined : loaded(message.threadId);
  return [quoted, root].find((one) => one?.asks) ?? null;
}
