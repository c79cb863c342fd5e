import { randomUUID } from 'node:crypto';
import { MeetingTellings } from '../../src/features/notifications/meeting-tellings.js';
import { MeetingClock } from '../../src/features/rooms/meetings/meeting-clock.js';
import type { TestHub } from '../support/hub.js';
import type { Live } from '../support/person.js';

/** Planned, moved, opened by the clock, asked for, let in, begun, moved on, ended; and one that is called off. */
export async function meetingsHappen(
  hub: TestHub,
  host: Live,
  other: Live,
  { roomId, personId }: { roomId: string; personId: string },
): Promise<void> {
  const inRoom = { roomId };
  // Its doors open at once; who came with a token that is good for minutes keeps it.
  const time = hub.clock.now().toISOString();
  const { meetingIds } = await host.do('meetings:schedule', {
    ...inRoom,
    clientId: randomUUID(),
    title: 'Encuentro',
    date: time.slice(0, 10),
    time: time.slice(11, 16),
    timeZone: 'UTC',
    minutes: 30,
    waitingRoom: true,
    agenda: [
      { title: 'Uno', minutes: 5 },
      { title: 'Dos', minutes: 5 },
    ],
    repeat: { every: 'day', count: 2 },
  });
  await hub.app.get(MeetingTellings).tick();
  const [first = '', second = ''] = meetingIds;
  const meeting = { ...inRoom, meetingId: first };
  await host.do('meetings:edit', { ...meeting, about: 'de qué va' });
  await other.do('meetings:rsvp', { ...meeting, answer: 'yes' });
  await hub.app.get(MeetingClock).tick();
  await other.do('meetings:enter', meeting);
  await host.do('meetings:admit', { ...meeting, personId, admit: true });
  await host.do('meetings:start', meeting);
  await host.do('meetings:move-agenda', { ...meeting, step: 1 });
  await host.do('meetings:end', meeting);
  await hub.log.settled();
  await host.do('minutes:publish', meeting);
  await other.do('meetings:rsvp', { ...inRoom, meetingId: second, answer: 'maybe' });
  await host.do('meetings:cancel', { ...inRoom, meetingId: second });
  await hub.app.get(MeetingTellings).tick();
}
