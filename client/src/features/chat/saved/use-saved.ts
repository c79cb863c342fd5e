import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { savedSignal } from '@contract/keeping.contract.js';
import type { z } from 'zod';
import { useConnection, useLive, useSignals } from '../../../lib/streams/hooks.js';
import { applySaved, savedIdsQuery } from './saved-messages.js';

type Saved = z.infer<typeof savedSignal>;

/** The ids of what one has saved, true on all devices, and how to save something or give it back. */
export function useSaved(): {
  ids: ReadonlySet<string>;
  save: (about: { roomId: string; messageId: string }, on: boolean) => Promise<unknown>;
} {
  const live = useLive();
  const queries = useQueryClient();
  const online = useConnection() === 'online';
  const { data, refetch } = useQuery(savedIdsQuery());
  const signals = useSignals(`account:${live.accountId}`);
  const before = useRef(signals);
  useEffect(() => {
    for (const [key, value] of Object.entries(signals))
      if (key.startsWith('saved:') && before.current[key] !== value) applySaved(queries, value as Saved);
    before.current = signals;
  }, [signals, queries]);

  // Signals last a moment only: who was away asks again.
  const away = useRef(false);
  useEffect(() => {
    if (online && away.current) void refetch();
    away.current = !online;
  }, [online, refetch]);

  const save = useCallback(
    async (about: { roomId: string; messageId: string }, on: boolean) => {
      await live.ask('chat:save', { ...about, saved: on });
      applySaved(queries, { messageId: about.messageId, saved: on });
    },
    [live, queries],
  );
  const ids = useMemo(() => new Set(data), [data]);
  return { ids, save };
}
