import { QueryClient } from '@tanstack/react-query';

/** What changes live comes by streams; a query is for what is asked once and kept while it is looked at. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});
