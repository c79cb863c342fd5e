import { queryOptions } from '@tanstack/react-query';
import type { messageHistory } from '@contract/chat.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';

/** Earlier texts of an edited message; only the room's staff may read them. */
export const messageVersionsQuery = (roomId: string, messageId: string) =>
  queryOptions({
    queryKey: ['rooms', roomId, 'versions', messageId],
    queryFn: ({ signal }) =>
      api.get<z.infer<typeof messageHistory>>(`/api/rooms/${roomId}/messages/${messageId}/versions`, { signal }),
    staleTime: 0,
  });
