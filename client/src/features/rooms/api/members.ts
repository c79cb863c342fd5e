import { infiniteQueryOptions } from '@tanstack/react-query';
import type { memberList } from '@contract/rooms.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { roomKeys } from './room-keys.js';

interface MemberFilters {
  q?: string;
  state?: 'member' | 'banned';
}

export const loadMembers = (roomId: string, query: MemberFilters & { after?: string }, signal?: AbortSignal) =>
  api.get<z.infer<typeof memberList>>(`/api/rooms/${roomId}/members`, { query: { ...query }, signal });

export const membersQuery = (roomId: string, filters: MemberFilters = {}) =>
  infiniteQueryOptions({
    queryKey: [...roomKeys.members(roomId), filters],
    queryFn: ({ pageParam, signal }) => loadMembers(roomId, { ...filters, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ members }) => members),
  });
