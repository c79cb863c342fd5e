import type { QueryClient } from '@tanstack/react-query';
import type { createRoomInput, RoomCard } from '@contract/rooms.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { putCard } from './room-keys.js';

export async function createRoom(queries: QueryClient, input: z.input<typeof createRoomInput>): Promise<RoomCard> {
  const card = await api.post<RoomCard>('/api/rooms', input);
  putCard(queries, card);
  return card;
}
