import { randomUUID } from 'node:crypto';
import { Retention } from '../../src/features/chat/retention.js';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const key = () => randomUUID();

/** Reported, hidden, shown again, muted; and what is older than the room remembers goes. */
export async function orderIsKept(
  hub: TestHub,
  roomId: string,
  { socket: host }: Person,
  member: Person,
  reason: string,
): Promise<void> {
  const { id: personId, socket } = member;
  await host.do('rooms:set-locks', { roomId, locks: { chat: false } });
  const { messageId: reported } = await host.post(roomId, 'Vendo cosas');
  const { messageId } = await socket.post(roomId, 'Y yo');
  await socket.do('chat:report', { roomId, clientId: key(), messageId: reported, reason: 'spam' });
  const judging = { roomId, reason };
  await host.do('chat:settle-reports', { ...judging, clientId: key(), messageId: reported, outcome: 'kept' });
  await host.do('chat:hide', { ...judging, clientId: key(), messageId });
  await host.do('chat:show', { ...judging, clientId: key(), messageId });
  await host.do('rooms:mute', { ...judging, personId, minutes: 10 });
  await host.do('rooms:unmute', { roomId, personId });
  await host.do('rooms:set-memory', { roomId, memory: { keepDays: 30 } });
  await hub.sql.query(`update messages set posted_at = posted_at - interval '31 days' where id = $1`, [reported]);
  await hub.app.get(Retention).sweep();
}
