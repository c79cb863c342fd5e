import type { QueryClient } from '@tanstack/react-query';
import type { createRoomInput, RoomCard } from '@contract/rooms.contract.js';
import type { z } from 'zod';
import { isCode } from '../../../lib/api/api-error.js';
import { api } from '../../../lib/api/api.js';
import { putCard } from './room-keys.js';
import { roomRightsQuery } from './room-rights.js';

export async function createRoom(queries: QueryClient, input: z.input<typeof createRoomInput>): Promise<RoomCard> {
  try {
    const card = await api.post<RoomCard>('/api/rooms', input);
    putCard(queries, card);
    return card;
  } catch (failure) {
    // Who may create what was changed while the form was open.
    if (isCode(failure, 'rooms/kind-not-allowed')) void queries.invalidateQueries(roomRightsQuery());
    throw failure;
  }
}
