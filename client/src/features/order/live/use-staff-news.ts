import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive } from '../../../lib/streams/hooks.js';
import { reportKeys } from '../api/reports.js';

/** The stream of the room's staff says that something has moved; the lists of reports and decisions are asked for again. */
export function useStaffNews(roomId: string, staff: boolean): void {
  const live = useLive();
  const queries = useQueryClient();
  useEffect(() => {
    if (!staff) return undefined;
    const following = live.streams.follow(`room:${roomId}:staff`, {
      snapshot: () => Promise.resolve(null),
      apply: () => void queries.invalidateQueries({ queryKey: reportKeys.all(roomId) }),
      changed: () => undefined,
    });
    return () => following.close();
  }, [live, queries, roomId, staff]);
}
