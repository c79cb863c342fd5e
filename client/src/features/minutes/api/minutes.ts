import { queryOptions } from '@tanstack/react-query';
import type { MinutesView, Replay, ReplayPage } from '@contract/minutes.contract.js';
import { api } from '../../../lib/api/api.js';

const ofMeeting = (roomId: string, meetingId: string): string => `/api/rooms/${roomId}/meetings/${meetingId}`;

export const minutesQuery = (roomId: string, meetingId: string) =>
  queryOptions({
    queryKey: ['minutes', meetingId],
    queryFn: ({ signal }) => api.get<MinutesView>(`${ofMeeting(roomId, meetingId)}/minutes`, { signal }),
  });

export const minutesText = (roomId: string, meetingId: string, zone: string): string =>
  `${ofMeeting(roomId, meetingId)}/minutes.md?zone=${encodeURIComponent(zone)}`;

/** The whole meeting, page after page; it is over and does not change any more, but for what somebody deletes. */
export const replayQuery = (roomId: string, meetingId: string) =>
  queryOptions({
    queryKey: ['minutes', 'replay', meetingId],
    queryFn: async ({ signal }): Promise<Replay> => {
      const page = (after?: number) =>
        api.get<ReplayPage>(`${ofMeeting(roomId, meetingId)}/replay`, { query: { after }, signal });
      const { next: more, ...first } = await page();
      const events = [...first.events];
      for (let next = more; next !== null;) {
        const following = await page(next);
        events.push(...following.events);
        next = following.next;
      }
      return { ...first, events };
    },
  });
