import type { EventPayload } from '../../../contract/realtime.contract.js';
import type { EventDefinition } from '../../../platform/event-log/event-log.types.js';

/** Facts of breakouts. People are named by their ids alone: their names are those of the main room. */
export const breakoutEventDefinitions: readonly EventDefinition[] = [
  {
    type: 'breakouts.opened',
    version: 1,
    blank: ({ breakouts }: EventPayload<'breakouts.opened'>) => ({
      breakouts: { ...breakouts, rooms: breakouts.rooms.map((room) => ({ ...room, title: '' })) },
    }),
  },
  { type: 'breakouts.person-moved', version: 1 },
  { type: 'breakouts.time-changed', version: 1 },
  { type: 'breakouts.closed', version: 1 },
  {
    type: 'breakouts.help-changed',
    version: 1,
    blank: ({ person, ...rest }: EventPayload<'breakouts.help-changed'>) => ({
      ...rest,
      person: { ...person, name: '', avatar: null },
    }),
  },
  { type: 'breakouts.help-settled', version: 1 },
];
