import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { SavedList } from '@contract/keeping.contract.js';
import { api } from '../../../lib/api/api.js';

const IDS = ['saved', 'ids'];
const LIST = ['saved', 'list'];

/** Which messages are saved, for the marks beside them; signals keep it true. */
export const savedIdsQuery = () =>
  queryOptions({
    queryKey: IDS,
    queryFn: async ({ signal }) => (await api.get<{ messageIds: string[] }>('/api/saved/ids', { signal })).messageIds,
    staleTime: Infinity,
    gcTime: Infinity,
  });

export const savedListQuery = () =>
  infiniteQueryOptions({
    queryKey: LIST,
    queryFn: ({ pageParam, signal }) => api.get<SavedList>('/api/saved', { query: { before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ saved }) => saved),
    // What one may read changes without a word to this list.
    staleTime: 0,
    gcTime: 0,
  });

/** What was saved or given back, on this device or on another. */
export function applySaved(queries: QueryClient, { messageId, saved }: { messageId: string; saved: boolean }): void {
  const known = queries.getQueryData<string[]>(IDS);
  if (!known || known.includes(messageId) === saved) return;
  queries.setQueryData<string[]>(IDS, saved ? [...known, messageId] : known.filter((id) => id !== messageId));
  void queries.invalidateQueries({ queryKey: LIST });
}
