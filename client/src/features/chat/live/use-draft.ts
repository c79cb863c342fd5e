import { useCallback, useMemo } from 'react';
import { useStore } from '../../../lib/session/use-store.js';
import { placeOf, type Place } from '../../../lib/streams/drafts.js';
import type { Live } from '../../../lib/streams/live.js';

export interface DraftText {
  text: string;
  replyTo: string | null;
}

/** What is being written in a room, or in a thread of it: kept while one writes, and there on all one's devices. */
export function useDraft(
  { drafts }: Pick<Live, 'drafts'>,
  roomId: string,
  threadId: string | null = null,
): { draft: DraftText; setDraft: (draft: DraftText) => void } {
  const place = useMemo<Place>(() => ({ roomId, threadId }), [roomId, threadId]);
  const found = useStore(drafts.all)[placeOf(place)];
  const text = found?.text ?? '';
  const replyTo = found?.replyTo ?? null;
  const draft = useMemo(() => ({ text, replyTo }), [text, replyTo]);
  const setDraft = useCallback((next: DraftText) => drafts.write(place, next), [drafts, place]);
  return { draft, setDraft };
}
