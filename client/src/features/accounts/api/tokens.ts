import { queryOptions } from '@tanstack/react-query';
import type { madeToken, makeTokenInput, tokenList } from '@contract/account-access.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';

const PATH = '/api/account/tokens';

export const tokensQuery = () =>
  queryOptions({
    queryKey: ['account', 'tokens'],
    queryFn: ({ signal }) => api.get<z.infer<typeof tokenList>>(PATH, { signal }),
    select: ({ tokens }) => tokens,
  });

/** The secret is in this answer and in no other. */
export const makeToken = (body: z.input<typeof makeTokenInput>) => api.post<z.infer<typeof madeToken>>(PATH, body);
export const revokeToken = (id: string) => api.delete<undefined>(`${PATH}/${id}`);
