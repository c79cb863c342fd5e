import type { QueryClient } from '@tanstack/react-query';
import type { RoomCard } from '@contract/rooms.contract.js';
import { api } from '../../../lib/api/api.js';
import { putCard } from './room-keys.js';

/** The one conversation with this person; made if there is none yet. */
export async function openDirect(queries: QueryClient, personId: string): Promise<string> {
  const card = await api.post<RoomCard>('/api/rooms/direct', { personId });
  putCard(queries, card);
  return card.room.id;
}
