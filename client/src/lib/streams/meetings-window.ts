import type { AttendanceAnswer, EntryState, MeetingView } from '@contract/meetings.contract.js';
import type { LiveEvent } from '@contract/realtime.contract.js';

/** Meetings of the room that are to come or go on, the next first, and what the viewer said about them. */
export interface MeetingsWindow {
  readonly meetings: readonly MeetingView[];
  readonly answers: Readonly<Record<string, AttendanceAnswer>>;
  /** As the snapshot knew it; what is decided later comes by the viewer's own stream. */
  readonly entries: Readonly<Record<string, EntryState>>;
}

export function applyToMeetings({ meetings, answers, entries }: MeetingsWindow, event: LiveEvent, me: string) {
  if (event.type === 'meetings.rsvp-changed') {
    const { meetingId, personId, answer, answers: counts } = event.payload;
    const next = meetings.map((meeting) =>
      meeting.id === meetingId && meeting.touched < event.seq
        ? { ...meeting, answers: counts, touched: event.seq }
        : meeting,
    );
    const { [meetingId]: _, ...others } = answers;
    const mine = personId !== me ? answers : answer === null ? others : { ...others, [meetingId]: answer };
    return { meetings: next, answers: mine, entries };
  }
  if (!('payload' in event) || !('meeting' in event.payload)) return { meetings, answers, entries };
  const { meeting } = event.payload;
  const others = meetings.filter(({ id }) => id !== meeting.id);
  if (meeting.state === 'ended' || meeting.state === 'cancelled') {
    const { [meeting.id]: _, ...rest } = answers;
    return { meetings: others, answers: rest, entries };
  }
  return { meetings: [...others, meeting].toSorted(byTime), answers, entries };
}

const byTime = (one: MeetingView, other: MeetingView): number =>
  Date.parse(one.startsAt) - Date.parse(other.startsAt) || (one.id < other.id ? -1 : 1);
