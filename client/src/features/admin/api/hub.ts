import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  LiveRooms,
  OutsideServices,
  parkedInput,
  RegistrationMode,
  RegistrationState,
  SystemState,
} from '@contract/admin.contract.js';
import type { Branding, setBrandingInput } from '@contract/branding.contract.js';
import type { AuditDeed, AuditPage } from '@contract/audit.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { call } from '../../../lib/api/call.js';

const BRANDING = '/api/admin/branding';
export const brandingQuery = () =>
  queryOptions({
    queryKey: ['admin', 'branding'] as const,
    queryFn: ({ signal }) => api.get<Branding>(BRANDING, { signal }),
    refetchOnMount: 'always',
  });
export const setBranding = (body: z.input<typeof setBrandingInput>) => api.put<Branding>(BRANDING, body);
export const restoreBranding = () => api.delete<Branding>(BRANDING);
export function setLogo(image: File): Promise<Branding> {
  const form = new FormData();
  form.set('image', image);
  return api.put<Branding>(`${BRANDING}/logo`, form);
}

const LOOK_AGAIN_MS = 10_000;

export const liveRoomsQuery = () =>
  queryOptions({
    queryKey: ['admin', 'live-rooms'] as const,
    queryFn: ({ signal }) => api.get<LiveRooms>('/api/admin/rooms', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });

export const systemQuery = () =>
  queryOptions({
    queryKey: ['admin', 'system'] as const,
    queryFn: ({ signal }) => api.get<SystemState>('/api/admin/system', { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
type Parked = z.input<typeof parkedInput>;
const parked = (what: 'retry' | 'skip') => (one: Parked) =>
  api.post<{ done: boolean }>(`/api/admin/system/parked/${what}`, one);
export const retryParked = parked('retry');
export const skipParked = parked('skip');

export const servicesQuery = () =>
  queryOptions({
    queryKey: ['hub', 'services'] as const,
    queryFn: ({ signal }) => call<OutsideServices>('GET', '/api/hub/services', { signal }),
  });

export const registrationQuery = () =>
  queryOptions({
    queryKey: ['admin', 'registration'] as const,
    queryFn: ({ signal }) => api.get<RegistrationState>('/api/admin/registration', { signal }),
    refetchOnMount: 'always',
  });
export const setRegistration = (mode: RegistrationMode | null) =>
  api.put<RegistrationState>('/api/admin/registration', { mode });

export const AUDIT_TABLE = '/api/admin/audit.csv';
export const auditQuery = (deed: AuditDeed | undefined) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'audit', deed],
    queryFn: ({ pageParam, signal }) =>
      api.get<AuditPage>('/api/admin/audit', { query: { deed, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ entries }) => entries),
    refetchOnMount: 'always',
  });
