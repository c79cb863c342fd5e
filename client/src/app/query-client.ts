import { QueryClient } from '@tanstack/react-query';
import { isCode } from '../lib/api/api-error.js';

/** What changes live comes by streams; a query is for what is asked once and kept while it is looked at. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, failure) =>
        failures < 1 && isCode(failure, 'offline', 'no-answer', 'try-again', 'busy', 'internal'),
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});
