import { queryOptions } from '@tanstack/react-query';
import type { MailState } from '@contract/account-access.contract.js';
import { api } from '../../../lib/api/api.js';

const PATH = '/api/admin/mail';

export const mailQuery = () =>
  queryOptions({
    queryKey: ['admin', 'mail'] as const,
    queryFn: ({ signal }) => api.get<MailState>(PATH, { signal }),
    refetchOnMount: 'always',
  });

export const sendTestMail = () => api.post<undefined>(`${PATH}/test`, {}, { timeoutMs: 60_000 });
export const retryMail = (id: string) => api.post<undefined>(`${PATH}/dead/${id}/retry`);
export const discardMail = (id: string) => api.delete<undefined>(`${PATH}/dead/${id}`);
