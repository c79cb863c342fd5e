import { queryOptions } from '@tanstack/react-query';
import type { MaterialList } from '@contract/materials.contract.js';
import { api } from '../../../lib/api/api.js';

/** As it was when it was read; the room's events bring it up to date. */
export const materialsQuery = (roomId: string) =>
  queryOptions({
    queryKey: ['materials', roomId],
    queryFn: ({ signal }) => api.get<MaterialList>(`/api/rooms/${roomId}/materials`, { signal }),
  });
