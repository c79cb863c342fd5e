import { queryOptions } from '@tanstack/react-query';
import type { RoomCard } from '@contract/rooms.contract.js';
import { api } from '../../../lib/api/api.js';
import { roomKeys } from './room-keys.js';

export const loadRoomCard = (roomId: string, signal?: AbortSignal) =>
  api.get<RoomCard>(`/api/rooms/${roomId}`, { signal });

export const roomCardQuery = (roomId: string) =>
  queryOptions({ queryKey: roomKeys.card(roomId), queryFn: ({ signal }) => loadRoomCard(roomId, signal) });
