import { randomUUID } from 'node:crypto';
import type { BreakoutsPart } from '../../src/contract/breakouts.contract.js';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

/** Opened during a meeting, called from, spoken into, prolonged, moved in, closed. */
export async function breakoutsHappen(hub: TestHub, host: Person, other: Person, roomId: string): Promise<void> {
  const { socket } = host;
  await waitFor('a meeting', async () => {
    const rows = await hub.sql.query(`select 1 from meetings where room_id = $1 and state = 'live'`, [roomId]);
    return rows.length > 0;
  });
  const seats = [{ personId: other.id, place: 1 }];
  const rooms = [{ title: 'Uno' }, { title: 'Dos' }];
  await socket.do('breakouts:open', { roomId, clientId: randomUUID(), way: 'by-hand', rooms, seats });
  await other.socket.do('breakouts:ask-help', { roomId });
  await socket.do('breakouts:settle-help', { roomId, personId: other.id });
  await socket.do('breakouts:broadcast', { roomId, clientId: randomUUID(), text: 'Quedan cinco minutos' });
  await socket.do('breakouts:extend', { roomId, minutes: 5 });
  const { body } = await host.http.get<{ shared: { breakouts: BreakoutsPart } }>(`/api/rooms/${roomId}/snapshot`);
  const to = body.shared.breakouts.open?.rooms[1]?.id ?? '';
  await socket.do('breakouts:assign', { roomId, personId: other.id, to });
  await socket.do('breakouts:close', { roomId });
}
