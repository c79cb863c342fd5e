import { useCallback, useEffect, useRef } from 'react';
import type { ChatActions } from './chat-actions.js';

/** The signal ends by itself after 6 s on the hub; while one writes it is said again. */
const AGAIN_MS = 3_000;

/** Tells the room that one writes, at most every few seconds, and when one stops. */
export function useTyping(actions: ChatActions): (typing: boolean) => void {
  const saidAt = useRef(0);
  const quiet = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback(
    (typing: boolean) => {
      clearTimeout(quiet.current);
      if (!typing) {
        if (saidAt.current > 0) actions.typing(false);
        saidAt.current = 0;
        return;
      }
      quiet.current = setTimeout(() => say(false), AGAIN_MS * 1.5);
      const now = performance.now();
      if (saidAt.current > 0 && now - saidAt.current < AGAIN_MS) return;
      saidAt.current = now;
      actions.typing(true);
    },
    [actions],
  );
  useEffect(() => () => say(false), [say]);
  return say;
}
