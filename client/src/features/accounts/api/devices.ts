import { queryOptions } from '@tanstack/react-query';
import type { deviceList } from '@contract/accounts.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';

export const devicesQuery = () =>
  queryOptions({
    queryKey: ['account', 'devices'],
    queryFn: ({ signal }) => api.get<z.infer<typeof deviceList>>('/api/account/devices', { signal }),
    select: ({ devices }) => devices,
  });

export const signOutDevice = (id: string) => api.delete<undefined>(`/api/account/devices/${id}`);
export const signOutOthers = () => api.delete<undefined>('/api/account/devices');
