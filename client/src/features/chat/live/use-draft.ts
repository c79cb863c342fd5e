import { useCallback, useEffect, useRef, useState } from 'react';
import type { Live } from '../../../lib/streams/live.js';

export interface DraftText {
  text: string;
  replyTo: string | null;
}
const EMPTY: DraftText = { text: '', replyTo: null };
const KEEP_MS = 300;

/** What is being written in a room: kept on the device while one writes, and there again after a reload. */
export function useDraft(live: Live, roomId: string): { draft: DraftText; setDraft: (draft: DraftText) => void } {
  const [draft, show] = useState<DraftText>(EMPTY);
  const latest = useRef<DraftText | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useCallback(() => {
    clearTimeout(timer.current);
    // A draft that cannot be kept (a full or private device) is still in the field.
    if (latest.current) live.drafts.keep({ roomId, ...latest.current }).catch(() => null);
  }, [live, roomId]);

  useEffect(() => {
    let left = false;
    latest.current = null;
    show(EMPTY);
    live.drafts.get(roomId).then(
      (found) => {
        if (!left && found && !latest.current) show({ text: found.text, replyTo: found.replyTo });
      },
      () => null,
    );
    return () => {
      left = true;
      keep();
    };
  }, [live, roomId, keep]);

  const setDraft = useCallback(
    (next: DraftText) => {
      latest.current = next;
      show(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(keep, next.text === '' ? 0 : KEEP_MS);
    },
    [keep],
  );
  return { draft, setDraft };
}
