import type { MessageView } from '@contract/chat.contract.js';

/** A loaded message by its id. */
export type Loaded = (id: string) => MessageView | undefined;

/** The index is made when somebody asks for the first time: most of what comes answers nothing. */
export function loadedIn(messages: readonly MessageView[]): Loaded {
  let index: Map<string, MessageView> | undefined;
  return (id) => {
    index ??= new Map(messages.map((message) => [message.id, message]));
    return index.get(id);
  };
}
