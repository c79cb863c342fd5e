import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Language, RoomKind } from '@contract/words.js';
import { api } from '../../../lib/api/api.js';
import type { RoomList } from './my-rooms.js';
import { roomKeys } from './room-keys.js';

export interface RoomFilters {
  kind?: RoomKind;
  language?: Language;
  q?: string;
}
const FRESH_MS = 30_000;

/** Rooms anybody may enter, page by page; who is there is asked again while somebody looks. */
export const publicRoomsQuery = (filters: RoomFilters = {}) =>
  infiniteQueryOptions({
    queryKey: [...roomKeys.public, filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<RoomList>('/api/rooms', { query: { scope: 'public', ...filters, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ rooms }) => rooms),
    refetchInterval: FRESH_MS,
    // Whoever goes to look wants to see what is there now, not what was there at the last look.
    refetchOnMount: 'always',
  });
