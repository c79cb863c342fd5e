import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  AttendanceSheet,
  calendarAddress,
  calendarState,
  MeetingDetail,
  PastMeetings,
  unratedMeeting,
  UpcomingMeetings,
  WaitingPeople,
} from '@contract/meetings.contract.js';
import type { z } from 'zod';
import { api } from '../../../lib/api/api.js';
import { waitingKey } from './meeting-keys.js';

const inRoom = (roomId: string): string => `/api/rooms/${roomId}`;
export const inMeeting = (roomId: string, meetingId: string): string => `${inRoom(roomId)}/meetings/${meetingId}`;

export const pastMeetingsQuery = (roomId: string) =>
  infiniteQueryOptions({
    queryKey: ['meetings', 'past', roomId],
    queryFn: ({ pageParam, signal }) =>
      api.get<PastMeetings>(`${inRoom(roomId)}/meetings`, { query: { before: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ meetings }) => meetings),
  });

/** `touched` renews it as soon as somebody answers. */
export const meetingQuery = (roomId: string, meetingId: string, touched: number) =>
  queryOptions({
    queryKey: ['meetings', 'one', meetingId, touched],
    queryFn: ({ signal }) => api.get<MeetingDetail>(inMeeting(roomId, meetingId), { signal }),
  });

export const waitingQuery = (roomId: string, meetingId: string) =>
  queryOptions({
    queryKey: waitingKey(meetingId),
    queryFn: ({ signal }) => api.get<WaitingPeople>(`${inMeeting(roomId, meetingId)}/waiting`, { signal }),
    select: ({ people }) => people,
  });

export const sheetQuery = (roomId: string, meetingId: string) =>
  queryOptions({
    queryKey: ['meetings', 'sheet', meetingId],
    queryFn: ({ signal }) => api.get<AttendanceSheet>(`${inMeeting(roomId, meetingId)}/attendance`, { signal }),
  });

/** `live` = the meeting that goes on: when it ends, the question is asked anew. */
export const unratedQuery = (roomId: string, live: string | null) =>
  queryOptions({
    queryKey: ['meetings', 'unrated', roomId, live],
    queryFn: ({ signal }) => api.get<z.infer<typeof unratedMeeting>>(`${inRoom(roomId)}/meetings/unrated`, { signal }),
    select: ({ meeting }) => meeting,
    // What was true before a meeting says nothing after it.
    staleTime: 0,
  });

export const calendarQuery = (roomId: string) =>
  queryOptions({
    queryKey: ['meetings', 'calendar', roomId],
    queryFn: ({ signal }) => api.get<z.infer<typeof calendarState>>(`${inRoom(roomId)}/calendar`, { signal }),
  });
export const renewCalendar = (roomId: string) =>
  api.post<z.infer<typeof calendarAddress>>(`${inRoom(roomId)}/calendar`);

export const upcomingQuery = () =>
  queryOptions({
    queryKey: ['meetings', 'upcoming'],
    queryFn: ({ signal }) => api.get<UpcomingMeetings>('/api/meetings', { signal }),
    select: ({ meetings }) => meetings,
    staleTime: 30_000,
  });
