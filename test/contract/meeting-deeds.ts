import { command, key, nothing, route, type RoomDeed } from './deeds.js';

/** What can be tried about the meetings of a room, and about what they leave behind. */
export const meetingDeeds: readonly RoomDeed[] = [
  command(
    'meetings:schedule',
    'meeting.schedule',
    () => ({ title: 'Otro', date: '2099-01-01', time: '10:00', timeZone: 'UTC', minutes: 30 }),
    { key },
  ),
  command('meetings:edit', 'meeting.edit', ({ toCome }) => ({ meetingId: toCome, about: 'mejor' })),
  command('meetings:cancel', 'meeting.cancel', ({ toCome }) => ({ meetingId: toCome })),
  command('meetings:rsvp', 'meeting.rsvp', ({ goingOn }) => ({ meetingId: goingOn, answer: 'yes' as const })),
  command('meetings:enter', 'meeting.enter', ({ goingOn }) => ({ meetingId: goingOn })),
  command('meetings:admit', 'meeting.admit', ({ goingOn }) => ({ meetingId: goingOn, personId: null, admit: true })),
  command('meetings:move-agenda', 'meeting.move-agenda', ({ goingOn }) => ({ meetingId: goingOn, step: 1 })),
  command('meetings:start', 'meeting.start', ({ goingOn }) => ({ meetingId: goingOn })),
  command('meetings:rate', 'meeting.rate', ({ over }) => ({ meetingId: over, stars: 5 })),
  command('meetings:time', 'room.read', nothing),
  route('GET', '/api/rooms/:roomId/meetings', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/calendar.ics', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/waiting', 'meeting.admit'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/attendance', 'meeting.see-attendance'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/attendance.csv', 'meeting.see-attendance'),
  route('GET', '/api/rooms/:roomId/meetings/unrated', 'meeting.rate'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/minutes', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/minutes.md', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/replay', 'room.read'),
  route('GET', '/api/rooms/:roomId/meetings/:meetingId/recordings', 'room.read'),
  command('minutes:edit', 'minutes.edit', ({ over }) => ({
    ...{ meetingId: over, revision: 0, summary: 'Breve' },
    ...{ own: [], hidden: [], words: [] },
  })),
  command('minutes:publish', 'minutes.publish', ({ over }) => ({ meetingId: over })),
  route('GET', '/api/rooms/:roomId/calendar', 'meeting.subscribe'),
  route('POST', '/api/rooms/:roomId/calendar', 'meeting.subscribe'),
  command('meetings:end', 'meeting.end', ({ goingOn }) => ({ meetingId: goingOn })),
];
