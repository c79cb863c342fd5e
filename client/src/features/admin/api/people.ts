import { infiniteQueryOptions } from '@tanstack/react-query';
import type { adminPeoplePage, adminPerson } from '@contract/accounts.contract.js';
import type { PlatformRole } from '@contract/words.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';

export type AdminPerson = z.infer<typeof adminPerson>;
export const PEOPLE_FILTERS = ['all', 'mentor-requests', 'staff', 'banned'] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];
export const peopleKey = ['admin', 'people'] as const;

export const peopleQuery = (filter: PeopleFilter, q: string) =>
  infiniteQueryOptions({
    queryKey: [...peopleKey, filter, q],
    queryFn: ({ pageParam, signal }) =>
      api.get<z.infer<typeof adminPeoplePage>>('/api/admin/people', { query: { filter, q, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ people }) => people),
  });

const person = (id: string) => `/api/admin/people/${id}`;
export const setPlatformRole = (id: string, role: PlatformRole) => api.put<AdminPerson>(`${person(id)}/role`, { role });
export const setMentor = (id: string, standing: 'none' | 'granted') =>
  api.put<AdminPerson>(`${person(id)}/mentor`, { standing });
export const signOutPerson = (id: string) => api.post<undefined>(`${person(id)}/sign-out`);
export const banPerson = (id: string, reason: string) => api.put<AdminPerson>(`${person(id)}/ban`, { reason });
export const unbanPerson = (id: string) => api.delete<AdminPerson>(`${person(id)}/ban`);
