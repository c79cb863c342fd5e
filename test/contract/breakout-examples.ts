import { randomUUID } from 'node:crypto';
import type { breakoutCommands } from '../../src/contract/breakouts.contract.js';

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
