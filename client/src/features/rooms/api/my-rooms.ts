import { queryOptions } from '@tanstack/react-query';
import type { RoomCard, roomList } from '@contract/rooms.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { roomKeys } from './room-keys.js';

export type RoomList = z.infer<typeof roomList>;
const MOST_PAGES = 10;

async function allMine(state: 'open' | 'archived', signal: AbortSignal): Promise<RoomCard[]> {
  const cards: RoomCard[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { rooms, next } = await api.get<RoomList>('/api/rooms', { query: { scope: 'mine', state, after }, signal });
    cards.push(...rooms);
    if (!next) break;
    after = next;
  }
  return cards;
}

/** All my open rooms, direct conversations too, kept fresh by `live/my-rooms.ts`; or those that are archived. */
export const myRoomsQuery = (state: 'open' | 'archived' = 'open') =>
  queryOptions({
    queryKey: state === 'open' ? roomKeys.mine : roomKeys.archived,
    queryFn: ({ signal }) => allMine(state, signal),
    gcTime: Infinity,
    staleTime: 60_000,
  });
