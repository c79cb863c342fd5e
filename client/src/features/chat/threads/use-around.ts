import { useMemo } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import type { PersonCard } from '@contract/words.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import type { Around } from '../components/message-context.js';
import type { ChatActions } from '../live/chat-actions.js';
import { selectedIn } from '../live/quote.js';

interface AroundOf extends Pick<Around, 'thread' | 'unread' | 'onThread' | 'onOpen' | 'onReactors'> {
  actions: ChatActions;
  people: readonly PersonCard[];
  me: PersonCard;
  answer: (message: MessageView, quoted: string) => void;
}

/** What the messages of a list need for their threads, answers, thanks and pins. */
export function useAround(of: AroundOf): Around {
  const { actions, people, me, thread, unread, answer, onThread, onOpen, onReactors } = of;
  const { fail } = useSentence();
  return useMemo(
    () => ({
      faces: new Map([...people, me].map((person) => [person.id, person])),
      thread,
      unread,
      onThread,
      onOpen,
      onReactors,
      onQuote: (message) => answer(message, selectedIn(message.seq) || (message.text ?? '')),
      onAnswer: (question, answerId) => void actions.markAnswer(question.id, answerId).catch(fail),
      onThank: (message) => void actions.thank(message.id).catch(fail),
      onPin: (message, pin) => void actions.pin(message.id, pin).catch(fail),
    }),
    [actions, people, me, thread, unread, answer, onThread, onOpen, onReactors, fail],
  );
}
