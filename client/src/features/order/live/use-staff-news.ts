import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useStaffStream } from '../../rooms/live/use-staff-stream.js';
import { reportKeys } from '../api/reports.js';

/** The stream of the room's staff says that something has moved; the lists of reports and decisions are asked for again. */
export function useStaffNews(roomId: string, staff: boolean): void {
  const queries = useQueryClient();
  const listener = useMemo(
    () => ({ apply: () => void queries.invalidateQueries({ queryKey: reportKeys.all(roomId) }) }),
    [queries, roomId],
  );
  useStaffStream(roomId, staff ? listener : null);
}
