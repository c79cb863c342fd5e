import { queryOptions, useQuery } from '@tanstack/react-query';
import type { HelpQueue } from '@contract/breakouts.contract.js';
import { api } from '../../../lib/api/api.js';
import { askedKey } from './asked-key.js';

export const helpQuery = (roomId: string) =>
  queryOptions({
    queryKey: ['breakouts', 'help', roomId],
    queryFn: ({ signal }) => api.get<HelpQueue>(`/api/rooms/${roomId}/breakouts/help`, { signal }),
    select: ({ people }) => people,
  });

/** Whether the viewer waits for help: as the snapshot knew it, and what their own stream said since. */
export function useAsked(breakoutsId: string, atFirst: boolean): boolean {
  return useQuery<boolean>({ queryKey: askedKey(breakoutsId), enabled: false }).data ?? atFirst;
}
