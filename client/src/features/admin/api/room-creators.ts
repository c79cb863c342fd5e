import { queryOptions } from '@tanstack/react-query';
import type { RoomCreatorsTable } from '@contract/rooms.contract.js';
import { api } from '../../../lib/api/api.js';

const PATH = '/api/admin/room-creators';

/** Who may create which kind of room; asked again whenever it is opened, since another admin may have changed it. */
export const roomCreatorsQuery = () =>
  queryOptions({
    queryKey: ['admin', 'room-creators'] as const,
    queryFn: ({ signal }) => api.get<RoomCreatorsTable>(PATH, { signal }),
    refetchOnMount: 'always',
  });

/** Kinds that are not named stay as they are. */
export const setRoomCreators = (changes: Partial<RoomCreatorsTable>) => api.put<RoomCreatorsTable>(PATH, changes);
