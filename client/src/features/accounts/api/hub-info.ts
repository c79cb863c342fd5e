import { queryOptions } from '@tanstack/react-query';
import type { HubInfo } from '@contract/accounts.contract.js';
import { call } from '../../../lib/api/call.js';

/** What the pages before the sign-in need to know; the same for everybody. */
export const hubInfoQuery = () =>
  queryOptions({
    queryKey: ['hub'],
    queryFn: ({ signal }) => call<HubInfo>('GET', '/api/hub', { signal }),
    staleTime: 5 * 60_000,
  });
