import type { RoomCopy } from '@contract/copies.contract.js';
import { api } from '../../../lib/api/api.js';

/** An address that downloads a copy of the room as I may read it, for an hour. */
export const askForRoomCopy = (roomId: string) => api.post<RoomCopy>(`/api/rooms/${roomId}/copies`);
