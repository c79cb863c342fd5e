import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { MaterialList } from '@contract/materials.contract.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { materialsQuery } from '../api/materials.js';
import { materialsNow } from './material-list.js';

/** The materials of the open room, true to its stream. */
export function useMaterials({ room, head, recent }: RoomWindow): { list: MaterialList | null; failure: unknown } {
  const { data, error, isFetching, refetch } = useQuery(materialsQuery(room.id));
  const now = useMemo(() => (data ? materialsNow(data, { head, recent }) : null), [data, head, recent]);
  const stale = data !== undefined && now === null && !isFetching;
  useEffect(() => {
    if (stale) void refetch();
  }, [stale, refetch]);
  return { list: now, failure: data ? null : error };
}
