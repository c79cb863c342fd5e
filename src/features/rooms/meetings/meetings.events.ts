import type { MeetingView } from '../../../contract/meetings.contract.js';
import type { EventPayload } from '../../../contract/realtime.contract.js';
import type { EventDefinition } from '../../../platform/event-log/event-log.types.js';

const wordless = ({ meeting, ...rest }: { meeting: MeetingView }) => ({
  ...rest,
  meeting: {
    ...meeting,
    title: '',
    about: '',
    agenda: meeting.agenda.map(({ minutes }) => ({ title: '', minutes })),
  },
});

/** Where it was moved from had not been written. */
const notMoved = (payload: unknown) => ({ ...(payload as { meeting: MeetingView }), movedFrom: null });

/** Facts of meetings. Each carries the whole view, so whoever reads needs only the latest. */
export const meetingEventDefinitions: readonly EventDefinition[] = [
  { type: 'meetings.meeting-scheduled', version: 1, blank: wordless },
  { type: 'meetings.meeting-edited', version: 2, upcasts: { 1: notMoved }, blank: wordless },
  { type: 'meetings.meeting-opened', version: 1, blank: wordless },
  { type: 'meetings.meeting-started', version: 1, blank: wordless },
  { type: 'meetings.agenda-moved', version: 1, blank: wordless },
  { type: 'meetings.meeting-ended', version: 1, blank: wordless },
  { type: 'meetings.meeting-cancelled', version: 1, blank: wordless },
  { type: 'meetings.rsvp-changed', version: 1 },
  {
    type: 'meetings.entry-changed',
    version: 1,
    blank: ({ person, ...rest }: EventPayload<'meetings.entry-changed'>) => ({
      ...rest,
      person: { ...person, name: '', avatar: null },
    }),
  },
  { type: 'meetings.entry-decided', version: 1 },
];
