import { useEffect } from 'react';
import type { MessageSource } from '../../rooms/room/room-live.js';

/** Read is what was at the end of a list that somebody looks at. */
export function useReadMark(room: MessageSource, atEnd: boolean, lastSeq: number): void {
  useEffect(() => {
    const mark = () => {
      if (atEnd && document.visibilityState === 'visible' && document.hasFocus()) room.readUpTo(lastSeq);
    };
    mark();
    globalThis.addEventListener('focus', mark);
    document.addEventListener('visibilitychange', mark);
    return () => {
      globalThis.removeEventListener('focus', mark);
      document.removeEventListener('visibilitychange', mark);
    };
  }, [atEnd, lastSeq, room]);
}
