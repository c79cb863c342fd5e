import type { MessageState } from '../../contract/words.js';

/** Every way a message may go from one state to another; what is not here cannot happen. */
const TRANSITIONS: Readonly<Record<MessageState, readonly MessageState[]>> = {
  visible: ['held', 'hidden', 'deleted'],
  held: ['visible', 'hidden', 'deleted'],
  hidden: ['visible', 'deleted'],
  // Only while it may be undone; an erased message has no words to come back with.
  deleted: ['visible'],
};

export const mayBecome = (from: MessageState, to: MessageState): boolean => TRANSITIONS[from].includes(to);

/** Words of a message are shown in this state only. */
export const showsWords = (state: MessageState): boolean => state === 'visible';
