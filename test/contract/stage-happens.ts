import { randomUUID } from 'node:crypto';
import { uploaded } from '../support/files.js';
import type { Person } from '../support/person.js';

/** Everything of a stage that is kept: its order, a pin, a countdown, slides. */
export async function stageHappens(host: Person, roomId: string): Promise<void> {
  const { socket } = host;
  const peerId = randomUUID();
  await socket.do('stage:join', { roomId, peerId });
  await socket.do('stage:set', { roomId, locks: { cameras: true } });
  await socket.do('stage:pin', { roomId, pin: { personId: host.id, source: 'camera' } });
  await socket.do('stage:count-down', { roomId, seconds: 60 });
  const { id: fileId } = await uploaded(host, roomId, 'tema.pdf', '%PDF-1.7');
  await socket.do('materials:add', { roomId, clientId: randomUUID(), fileId, title: 'Tema' });
  await socket.do('stage:show-slides', { roomId, fileId });
  await socket.do('stage:leave', { roomId, peerId });
}
