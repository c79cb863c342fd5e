import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SearchAnswer, SearchGroup } from '@contract/search.contract.js';
import { api } from '../../../lib/api/api.js';

interface Asked {
  q: string;
  timeZone: string | undefined;
}

/** The first of every group. What was found before stays on the screen until there is something new. */
export const searchOf = ({ q, timeZone }: Asked) =>
  queryOptions({
    queryKey: ['search', q, timeZone],
    queryFn: ({ signal }) => api.get<SearchAnswer>('/api/search', { query: { q, timeZone }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 10_000,
    gcTime: 60_000,
  });

/** The next ones of one group. */
export const moreOf = ({ q, timeZone }: Asked, group: SearchGroup, after: string): Promise<SearchAnswer> =>
  api.get<SearchAnswer>('/api/search', { query: { q, timeZone, group, after } });
