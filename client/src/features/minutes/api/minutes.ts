import { queryOptions } from '@tanstack/react-query';
import type { MinutesView, Replay, ReplayPage } from '@contract/minutes.contract.js';
import type {
  Recorded,
  RecordedCaption,
  RecordedCaptionsPage,
  RecordedMeeting,
} from '@contract/recordings.contract.js';
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

/** What was recorded of it; asked again while its files are being made. */
export const recordingsQuery = (roomId: string, meetingId: string) =>
  queryOptions({
    queryKey: ['minutes', 'recordings', meetingId],
    queryFn: async ({ signal }): Promise<readonly Recorded[]> =>
      (await api.get<RecordedMeeting>(`${ofMeeting(roomId, meetingId)}/recordings`, { signal })).recordings,
    // Its addresses are good for longer, and a player that gets another one begins anew.
    staleTime: 10 * 60_000,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state !== 'ready') ? 3_000 : false),
  });

/** What was said as text in one of them, all of it; asked again when it has ended, and with them when somebody was taken out. */
export const recordedCaptionsQuery = (of: { roomId: string; meetingId: string; recording: Recorded }) =>
  queryOptions({
    queryKey: [
      ...recordingsQuery(of.roomId, of.meetingId).queryKey,
      of.recording.id,
      of.recording.state === 'going-on',
    ],
    queryFn: async ({ signal }): Promise<readonly RecordedCaption[]> => {
      const path = `${ofMeeting(of.roomId, of.meetingId)}/recordings/${of.recording.id}/captions`;
      const lines: RecordedCaption[] = [];
      for (let after: number | null = 0; after !== null;) {
        const page: RecordedCaptionsPage = await api.get(path, { query: { after }, signal });
        lines.push(...page.lines);
        after = page.next;
      }
      return lines;
    },
    staleTime: 10 * 60_000,
    refetchOnWindowFocus: false,
  });
