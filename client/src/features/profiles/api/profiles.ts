import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type {
  directoryQuery,
  DirectoryPage,
  editProfileInput,
  OwnProfile,
  PersonProfile,
  RoomsInCommon,
  Tie,
  Ties,
} from '@contract/profiles.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { call } from '../../../lib/api/call.js';

export const profileKeys = {
  all: ['profiles'] as const,
  ties: ['profiles', 'ties'] as const,
  own: ['profiles', 'own'] as const,
  person: (id: string) => ['profiles', 'person', id] as const,
  directory: ['profiles', 'directory'] as const,
};
export type DirectoryFilters = Omit<z.input<typeof directoryQuery>, 'after'>;
export type PreviewAs = 'visitor' | 'member' | 'rooms-in-common';

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: profileKeys.person(id),
    queryFn: ({ signal }) => api.get<PersonProfile>(`/api/people/${id}`, { signal }),
  });

/** As somebody who is not signed in. */
export const publicPersonQuery = (id: string) =>
  queryOptions({
    queryKey: [...profileKeys.person(id), 'visitor'],
    queryFn: ({ signal }) => call<PersonProfile>('GET', `/api/people/${id}`, { signal }),
  });

export const previewQuery = (as: PreviewAs) =>
  queryOptions({
    queryKey: [...profileKeys.own, as],
    queryFn: ({ signal }) =>
      api.get<{ profile: PersonProfile | null }>('/api/profile/preview', { query: { as }, signal }),
    staleTime: 0,
  });

export const ownProfileQuery = () =>
  queryOptions({
    queryKey: profileKeys.own,
    queryFn: ({ signal }) => api.get<OwnProfile>('/api/profile', { signal }),
  });

export const roomsInCommonQuery = (id: string) =>
  queryOptions({
    queryKey: [...profileKeys.person(id), 'rooms'],
    queryFn: ({ signal }) => api.get<RoomsInCommon>(`/api/people/${id}/rooms`, { signal }),
  });

export const tiesQuery = () =>
  queryOptions({
    queryKey: profileKeys.ties,
    queryFn: ({ signal }) => api.get<Ties>('/api/profile/ties', { signal }),
    staleTime: Infinity,
  });

export const peopleQuery = (filters: DirectoryFilters) =>
  infiniteQueryOptions({
    queryKey: [...profileKeys.directory, filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<DirectoryPage>('/api/people', { query: { ...filters, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });

export async function editProfile(queries: QueryClient, changes: z.input<typeof editProfileInput>): Promise<void> {
  queries.setQueryData(profileKeys.own, await api.patch<OwnProfile>('/api/profile', changes));
  await queries.invalidateQueries({ queryKey: profileKeys.all });
}

/** Everything that shows the tie is asked again when the own stream says that it changed. */
export const setTie = (personId: string, what: 'follow' | 'block', on: boolean): Promise<Tie> =>
  on ? api.put<Tie>(`/api/people/${personId}/${what}`) : api.delete<Tie>(`/api/people/${personId}/${what}`);
