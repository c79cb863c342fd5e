import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  NoticePreferences,
  NoticesPage,
  NoticesQuery,
  SetNoticePreferencesInput,
} from '@contract/notifications.contract.js';
import { api } from '../../../lib/api/api.js';

export type NoticeFilter = NoticesQuery['filter'];
export const noticeKeys = { pages: ['notices', 'pages'] as const, preferences: ['notices', 'preferences'] as const };

export const noticesQuery = (filter: NoticeFilter) =>
  infiniteQueryOptions({
    queryKey: [...noticeKeys.pages, filter],
    queryFn: ({ pageParam, signal }) =>
      api.get<NoticesPage>('/api/notices', { query: { filter, before: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ notices }) => notices),
  });

/** These ones, or all up to the moment of the newest one that is shown. */
export const markRead = (what: { noticeIds: string[] } | { upTo: string }) =>
  api.post<{ unread: number }>('/api/notices/read', what);

export const preferencesQuery = () =>
  queryOptions({
    queryKey: noticeKeys.preferences,
    queryFn: ({ signal }) => api.get<NoticePreferences>('/api/notices/preferences', { signal }),
  });
export const setPreferences = (changes: SetNoticePreferencesInput) =>
  api.put<NoticePreferences>('/api/notices/preferences', changes);
export const setRoomOff = (roomId: string, off: boolean) => api.put(`/api/notices/rooms/${roomId}`, { off });
