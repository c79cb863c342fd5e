import { randomUUID } from 'node:crypto';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { uploaded } from '../support/files.js';
import type { Person } from '../support/person.js';

/** A call that nobody answers. */
export async function callHappens(caller: Person, other: Person): Promise<void> {
  const opened = await caller.http.post<RoomCard>('/api/rooms/direct', { personIds: [other.id] });
  const onStage = { roomId: opened.body.room.id, peerId: randomUUID() };
  await caller.socket.do('stage:join', onStage);
  await caller.socket.do('calls:ring', onStage);
  await caller.socket.do('stage:leave', onStage);
  await other.socket.event('calls.call-missed');
}

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
