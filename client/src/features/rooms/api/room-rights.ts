import { queryOptions } from '@tanstack/react-query';
import type { roomRights } from '@contract/rooms.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { roomKeys } from './room-keys.js';

/** Which kinds of room I may create; an admin may have changed it since the last look. */
export const roomRightsQuery = () =>
  queryOptions({
    queryKey: [...roomKeys.all, 'rights'],
    queryFn: ({ signal }) => api.get<z.infer<typeof roomRights>>('/api/rooms/rights', { signal }),
    select: ({ create }) => create,
    staleTime: 0,
  });
