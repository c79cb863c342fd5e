import { randomUUID } from 'node:crypto';
import { Recordings } from '../../src/features/stage/recording/recordings.js';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

/** Two people meet on the stage, one asks for a recording, both answer; it is on, ends, and is taken away. */
export async function recordingHappens(hub: TestHub, host: Person, other: Person, roomId: string): Promise<void> {
  const people = [host, other].map(({ socket }) => ({ socket, peerId: randomUUID() }));
  const plan = { title: 'Encuentro', date: '2099-01-01', time: '10:00', timeZone: 'UTC', minutes: 30 };
  const planned = await host.socket.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan });
  const of = { roomId, meetingId: planned.meetingIds[0] ?? '' };
  await host.socket.do('meetings:start', of);
  for (const { socket, peerId } of people) await socket.do('stage:join', { roomId, peerId });
  const { recordingId } = await host.socket.do('recordings:ask', { roomId, consents: true });
  await other.socket.do('recordings:answer', { roomId, recordingId, consents: false });
  await hub.app.get(Recordings).begin({ roomId, recordingId });
  await host.socket.do('recordings:end', { roomId, recordingId });
  await host.socket.do('recordings:delete', { roomId, recordingId });
  await host.socket.do('meetings:end', of);
}
