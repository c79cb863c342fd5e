import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from '../../../components/ui/toasts.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { messageAt, messageById } from '../api/threads.js';
import type { Place } from '../components/message-context.js';
import type { Target } from '../live/use-jump.js';
import { threadsWords } from './threads.words.js';

export interface Places {
  /** What the main list should show. */
  readonly main: Target | null;
  /** The open thread, and what it should show. */
  readonly thread: { id: string; target: Target | null } | null;
  open: (place: Place) => void;
  openThread: (id: string) => void;
}

/** Where in a room one looks: a message of the main list, or one in a thread. `asked` is the seq of the room's address. */
export function usePlaces(roomId: string, asked: number | null, shown: (where: 'main' | 'thread') => void): Places {
  const t = useT(threadsWords);
  const { fail } = useSentence();
  const [main, setMain] = useState<Target | null>(null);
  const [thread, setThread] = useState<Places['thread']>(null);
  const tell = useRef(shown);
  tell.current = shown;

  const go = useCallback((seq: number, threadId: string | null) => {
    const target = { seq, turn: performance.now() };
    if (threadId === null) setMain(target);
    else setThread({ id: threadId, target });
    tell.current(threadId === null ? 'main' : 'thread');
  }, []);
  const failed = useCallback(
    (failure: unknown) => {
      if (isCode(failure, 'chat/message-gone')) toast({ text: t('gone'), tone: 'bad' });
      else fail(failure);
    },
    [t, fail],
  );
  const open = useCallback(
    ({ id, seq, threadId }: Place) => {
      if (seq !== undefined && threadId !== undefined) go(seq, threadId);
      else messageById(roomId, id).then((found) => go(found.seq, found.threadId), failed);
    },
    [roomId, go, failed],
  );
  const openThread = useCallback((id: string) => {
    setThread({ id, target: null });
    tell.current('thread');
  }, []);
  useEffect(() => {
    if (asked !== null) messageAt(roomId, asked).then((found) => go(found.seq, found.threadId), failed);
  }, [roomId, asked, go, failed]);
  return { main, thread, open, openThread };
}
