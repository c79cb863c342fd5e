import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { beginOf, plannedEndOf, type MeetingRow } from './meeting.view.js';

/** The only file that writes iCalendar (RFC 5545). Calendars ask again once an hour. */
const ASK_AGAIN_S = 60 * 60;

interface Calendar {
  readonly name: string;
  readonly meetings: readonly MeetingRow[];
  /** Where the room is found, for whoever opens the entry. */
  readonly link: (meeting: MeetingRow) => string;
}

/**
 * One entry for each meeting, in UTC: what daylight saving does was decided when it was planned. The UID is that of the meeting for
 * ever, SEQUENCE goes up with each change, and what was called off says so instead of vanishing.
 */
export function calendarFile({ name, meetings, link }: Calendar): string {
  const calendar = ical({
    name,
    prodId: { company: 'Tertulia', product: 'Tertulia', language: 'ES' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: ASK_AGAIN_S,
  });
  for (const meeting of meetings)
    calendar.createEvent({
      id: `${meeting.id}@tertulia`,
      sequence: meeting.sequence,
      stamp: meeting.changed_at ?? beginOf(meeting),
      lastModified: meeting.changed_at,
      start: beginOf(meeting),
      end: plannedEndOf(meeting),
      summary: meeting.title || name,
      description: [meeting.about, agendaOf(meeting), link(meeting)].filter(Boolean).join('\n\n'),
      url: link(meeting),
      location: name,
      status: meeting.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  return calendar.toString();
}

const agendaOf = ({ agenda }: MeetingRow): string =>
  agenda.map(({ title, minutes }, index) => `${index + 1}. ${title} (${minutes} min)`).join('\n');
