import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

/** Facts of `account:<id>`: references and counts. Words are read where they live, so none can stay here. */
export const noticeEventDefinitions: readonly EventDefinition[] = [
  { type: 'notifications.notice-added', version: 1 },
  { type: 'notifications.notices-read', version: 1 },
  { type: 'notifications.meeting-near', version: 1 },
];
