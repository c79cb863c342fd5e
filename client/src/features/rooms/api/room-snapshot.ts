import type { RoomSnapshot } from '@contract/room-snapshot.contract.js';
import { api } from '../../../lib/api/api.js';

/** The whole screen of a room at one position of its stream. */
export const loadRoomSnapshot = (roomId: string, signal?: AbortSignal) =>
  api.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`, { signal });
