import { queryOptions } from '@tanstack/react-query';
import type { demoLife, demoPeople } from '@contract/demo.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { call } from '../../../lib/api/call.js';

/** People whom a second window may be. */
export const demoPeopleQuery = () =>
  queryOptions({
    queryKey: ['demo', 'people'],
    queryFn: ({ signal }) => call<z.infer<typeof demoPeople>>('GET', '/api/demo/people', { signal }),
    select: ({ people }) => people,
    staleTime: Infinity,
  });

/** For two minutes demo people come in, type, answer and react. */
export const makeLife = (roomId: string | null) => api.post<z.infer<typeof demoLife>>('/api/demo/life', { roomId });
