import { randomUUID } from 'node:crypto';
import type { breakoutCommands } from '../../src/contract/breakouts.contract.js';
import type { CommandName } from '../../src/contract/realtime.contract.js';
import type { Person } from '../support/person.js';

/** Valid inputs of the commands of breakouts, with every optional field. */
export const breakoutExamples = (
  roomId: string,
  personId: string,
): Record<keyof typeof breakoutCommands, Record<string, unknown>> => ({
  'breakouts:open': {
    ...{ roomId, clientId: randomUUID(), way: 'by-hand', latecomers: 'wait', minutes: 10 },
    ...{ rooms: [{ title: 'Uno' }, { title: 'Dos' }], seats: [{ personId, place: 2 }] },
  },
  'breakouts:assign': { roomId, personId, to: null },
  'breakouts:choose': { roomId, to: null },
  'breakouts:ask-help': { roomId },
  'breakouts:settle-help': { roomId, personId },
  'breakouts:broadcast': { roomId, clientId: randomUUID(), text: 'Quedan cinco minutos' },
  'breakouts:extend': { roomId, minutes: 5 },
  'breakouts:close': { roomId },
});

/** What no host does: it takes a seat. */
export const seatedOnly = (name: CommandName): boolean => name === 'breakouts:choose' || name === 'breakouts:ask-help';

/** For what is done while breakouts are open: they are, and that person has a seat. */
export async function breakoutsAreOpen(
  host: Person,
  { roomId, personId }: { roomId: string; personId: string },
  name: CommandName,
): Promise<void> {
  if (!name.startsWith('breakouts:') || name === 'breakouts:open') return;
  const way = name === 'breakouts:choose' ? 'self-chosen' : 'by-hand';
  const seats = way === 'by-hand' ? [{ personId, place: 1 }] : [];
  const rooms = [{ title: 'Uno' }];
  await host.socket.do('breakouts:open', { roomId, clientId: randomUUID(), way, rooms, seats });
}
