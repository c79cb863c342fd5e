import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DecisionList, MuteView } from '@contract/room-order.contract.js';
import type { HiddenMessage, ReportContext, ReportList, ReportOutcome } from '@contract/reports.contract.js';
import { api } from '../../../lib/api/api.js';

export const reportKeys = {
  all: (roomId: string) => ['rooms', roomId, 'reports'] as const,
  /** Of the viewer, as their own stream says it. */
  mute: (roomId: string) => ['rooms', roomId, 'mute'] as const,
  answered: ['reports', 'answered'] as const,
};

export const reportsQuery = (roomId: string, state: 'open' | 'closed') =>
  infiniteQueryOptions({
    queryKey: [...reportKeys.all(roomId), state],
    queryFn: ({ pageParam, signal }) =>
      api.get<ReportList>(`/api/rooms/${roomId}/reports`, {
        query: { state, ...(pageParam ? { before: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }: ReportList) => next,
    staleTime: 0,
  });

export const decisionsQuery = (roomId: string) =>
  infiniteQueryOptions({
    queryKey: [...reportKeys.all(roomId), 'decisions'],
    queryFn: ({ pageParam, signal }) =>
      api.get<DecisionList>(`/api/rooms/${roomId}/decisions`, {
        query: pageParam ? { before: pageParam } : {},
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }: DecisionList) => next,
    staleTime: 0,
  });

export const contextQuery = (roomId: string, reportId: string) =>
  queryOptions({
    queryKey: [...reportKeys.all(roomId), 'context', reportId],
    queryFn: ({ signal }) => api.get<ReportContext>(`/api/rooms/${roomId}/reports/${reportId}`, { signal }),
  });

/** What a hidden message says; kept by nobody longer than it is on the screen. */
export const hiddenQuery = (roomId: string, messageId: string) =>
  queryOptions({
    queryKey: ['rooms', roomId, 'hidden', messageId],
    queryFn: ({ signal }) => api.get<HiddenMessage>(`/api/rooms/${roomId}/messages/${messageId}/hidden`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** Nothing is fetched: the viewer's own stream puts it there. */
export const heardMuteQuery = (roomId: string) =>
  queryOptions<MuteView | null | undefined>({ queryKey: reportKeys.mute(roomId), enabled: false });
export const answeredQuery = queryOptions<{ id: string; outcome: ReportOutcome } | undefined>({
  queryKey: reportKeys.answered,
  enabled: false,
});
