import { randomUUID } from 'node:crypto';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

/** What is planned of a meeting, with every field. */
export const plan = {
  title: 'Lectura',
  about: 'El capítulo tres',
  date: '2099-03-29',
  time: '18:30',
  timeZone: 'Europe/Madrid',
  minutes: 90,
  waitingRoom: true,
  agenda: [
    { title: 'Ronda', minutes: 10 },
    { title: 'Texto', minutes: 50 },
  ],
};

/** One that is to come, one that goes on, and one that is over and that its host was at. */
export async function threeMeetings(hub: TestHub, host: Person, roomId: string) {
  const one = async (): Promise<string> => {
    const { meetingIds } = await host.socket.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan });
    return meetingIds[0] ?? '';
  };
  const over = await one();
  await host.socket.do('meetings:start', { roomId, meetingId: over });
  await host.socket.do('meetings:end', { roomId, meetingId: over });
  await hub.sql.query(
    `insert into visits (id, room_id, account_id, meeting_id, started_at, seen_until, ended_at) values ($1, $2, $3, $4, now(), now(), now())`,
    [randomUUID(), roomId, host.id, over],
  );
  await hub.log.settled();
  const goingOn = await one();
  await host.socket.do('meetings:start', { roomId, meetingId: goingOn });
  return { toCome: await one(), goingOn, over };
}
