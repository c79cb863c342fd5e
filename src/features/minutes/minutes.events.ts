import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

/** Facts about minutes carry no words: whoever wants them reads the minutes. */
export const minutesEventDefinitions: readonly EventDefinition[] = [
  { type: 'minutes.minutes-made', version: 1 },
  {
    type: 'minutes.minutes-published',
    version: 2,
    upcasts: { 1: (payload) => ({ ...(payload as { meetingId: string }), from: 0 }) },
  },
];
