import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

/** Facts of `account:<id>`: references and counts. Words are read where they live, so none can stay here. */
export const noticeEventDefinitions: readonly EventDefinition[] = [
  // Kinds came to be more; those of before say what they said.
  { type: 'notifications.notice-added', version: 2, upcasts: { 1: (payload) => payload } },
  { type: 'notifications.notices-read', version: 1 },
  { type: 'notifications.meeting-near', version: 1 },
  { type: 'notifications.meeting-told', version: 1 },
];
