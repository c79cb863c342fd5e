import type { QueryClient } from '@tanstack/react-query';
import type { RoomCard } from '@contract/rooms.contract.js';
import { api } from '../../../lib/api/api.js';
import { putCard } from './room-keys.js';

/** The one conversation with these people; made if there is none yet. */
export async function openDirect(queries: QueryClient, personIds: readonly string[]): Promise<string> {
  const card = await api.post<RoomCard>('/api/rooms/direct', { personIds });
  putCard(queries, card);
  return card.room.id;
}
