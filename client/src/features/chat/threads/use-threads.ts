import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { LiveEvent } from '@contract/realtime.contract.js';
import type { ThreadsList, ThreadState } from '@contract/threads.contract.js';
import { useSignals } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { heardThread, threadsQuery } from '../api/threads.js';

const NONE: readonly never[] = [];
/** Several changes within a while are one question. */
const CALM_MS = 400;

/** One's threads of the open room with what waits in them: asked again when one of them moves, said by the account's signals. */
export function useThreads(roomId: string, window: RoomWindow | null, me: string): ThreadsList['threads'] {
  const { role = null, recent = NONE, messages = NONE } = window ?? {};
  const queries = useQueryClient();
  const { data } = useQuery({ ...threadsQuery(roomId), enabled: role !== null });
  const seen = useRef(0);
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const news = recent.filter(({ seq }) => seq > seen.current);
    seen.current = recent.at(-1)?.seq ?? seen.current;
    const mine = new Set(data?.threads.map(({ state }) => state.threadId));
    for (const { id, author } of messages) if (author.id === me) mine.add(id);
    if (!news.some((event) => concerns(event, mine, me))) return;
    clearTimeout(soon.current);
    soon.current = setTimeout(() => void queries.invalidateQueries(threadsQuery(roomId)), CALM_MS);
  }, [recent, data, messages, me, roomId, queries]);
  useEffect(() => () => clearTimeout(soon.current), []);

  const signals = useSignals(`account:${me}`);
  useEffect(() => {
    for (const [key, value] of Object.entries(signals))
      if (key.startsWith('thread:')) heardThread(queries, value as ThreadState);
  }, [signals, queries]);
  return data?.threads ?? [];
}

/** A thread of one's own moved, one wrote in a thread, or was mentioned. */
function concerns(event: LiveEvent, mine: ReadonlySet<string>, me: string): boolean {
  if (event.type === 'chat.thread-changed') return mine.has(event.payload.messageId) || event.actor === me;
  if (event.type === 'chat.message-posted') {
    const { message } = event.payload;
    return message.threadId !== null && message.mentions.includes(me);
  }
  return event.type === 'chat.message-edited' && event.payload.mentions.includes(me);
}
